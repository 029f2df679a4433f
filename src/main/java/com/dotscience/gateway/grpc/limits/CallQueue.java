package com.dotscience.gateway.grpc.limits;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Queues the calls of one deployer in the order of their arrival, and lets only a few of them run at a time. */
public final class CallQueue {
    /** A deployer of ours has fewer threads than this, so only a client that misbehaves reaches the limit. */
    public static final int MAX_WAITING = 200;

    private final ScheduledExecutorService timer;
    private final TokenBucket budget;
    private final Deque<PendingCall> waiting = new ArrayDeque<>();
    private final Set<PendingCall> running = new HashSet<>();
    private final int maxRunning;
    private final double minCost;
    private boolean timerSet;

    /** A call that waits in the queue. */
    interface PendingCall {
        /** Starts the call. The queue invokes this once, when the call may run. */
        void start();
    }

    /**
     * How much one deployer may ask for.
     *
     * @param maxRunning how many calls may run at a time
     * @param minCost what each call costs at least
     * @param capacity how much the calls may cost together before they have to wait
     * @param refillPerSecond how much of the capacity comes back each second
     */
    public record Size(int maxRunning, double minCost, double capacity, double refillPerSecond) {
        /** The cost is in bytes: some 25 lists of 10,000 model deployments at once, or one such list every half second. */
        public static final Size OF_LISTS = new Size(2, 64 << 10, 64 << 20, 4 << 20);

        /** The cost is in calls, and each call costs one. */
        public static Size ofCalls(int modelDeployments) {
            return new Size(
                    4, 1, Math.max(1_000, 2 * modelDeployments), Math.min(200, Math.max(50, modelDeployments / 10)));
        }
    }

    public CallQueue(Size size, ScheduledExecutorService timer) {
        this.timer = timer;
        maxRunning = size.maxRunning();
        minCost = size.minCost();
        budget = new TokenBucket(size.capacity(), size.refillPerSecond(), System::nanoTime);
    }

    public synchronized void resize(Size size) {
        budget.resize(size.capacity(), size.refillPerSecond());
    }

    /** Charges what a call cost. The minimum was charged when the call started. */
    public synchronized void charge(double cost) {
        budget.consume(Math.max(0, cost - minCost));
    }

    /** @return false if too many calls wait already */
    boolean add(PendingCall call) {
        synchronized (this) {
            if (waiting.size() >= MAX_WAITING) {
                return false;
            }
            waiting.add(call);
        }
        startWhatMayRun();
        return true;
    }

    void remove(PendingCall call) {
        synchronized (this) {
            if (!running.remove(call)) {
                waiting.remove(call);
            }
        }
        startWhatMayRun();
    }

    private void startWhatMayRun() {
        List<PendingCall> starting = new ArrayList<>();
        synchronized (this) {
            while (!waiting.isEmpty() && running.size() < maxRunning && isAffordable()) {
                budget.consume(minCost);
                PendingCall first = waiting.remove();
                running.add(first);
                starting.add(first);
            }
        }
        // Outside the lock: a call that starts may call back into this queue.
        starting.forEach(PendingCall::start);
    }

    private boolean isAffordable() {
        long wait = budget.delay(minCost);
        if (wait > 0 && !timerSet) {
            try {
                timer.schedule(this::timerFired, wait, TimeUnit.NANOSECONDS);
                timerSet = true;
            } catch (RejectedExecutionException e) {
                // The Gateway is closing, and the calls that wait end with their connections.
                return false;
            }
        }
        return wait == 0;
    }

    private void timerFired() {
        synchronized (this) {
            timerSet = false;
        }
        startWhatMayRun();
    }
}
