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

/** The calls of one deployer, in the order in which they came: a few under way, the others waiting. */
public final class CallQueue {
    /** More than a deployer has threads for. */
    public static final int MAX_WAITING = 200;

    private final ScheduledExecutorService timer;
    private final Allowance allowance;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final Set<Waiting> underWay = new HashSet<>();
    private final int atATime;
    private final double least;
    private boolean alarmSet;

    /** One that waits. */
    interface Waiting {
        /** Its turn has come. */
        void begin();
    }

    /**
     * @param atATime how many may be under way
     * @param least what each costs at least, of the allowance
     */
    public record Size(int atATime, double least, double atOnce, double aSecond) {
        /** In bytes: some 25 lists of 10,000 model deployments at once, or one such every half second. */
        public static final Size OF_LISTS = new Size(2, 64 << 10, 64 << 20, 4 << 20);

        /** In calls. */
        public static Size ofCalls(int modelDeployments) {
            return new Size(
                    4, 1, Math.max(1_000, 2 * modelDeployments), Math.min(200, Math.max(50, modelDeployments / 10)));
        }
    }

    public CallQueue(Size size, ScheduledExecutorService timer) {
        this.timer = timer;
        atATime = size.atATime();
        least = size.least();
        allowance = new Allowance(size.atOnce(), size.aSecond(), System::nanoTime);
    }

    public synchronized void resize(Size size) {
        allowance.resize(size.atOnce(), size.aSecond());
    }

    /** What one cost beyond the least. */
    public synchronized void charge(double cost) {
        allowance.take(Math.max(0, cost - least));
    }

    /** @return false if too many wait already */
    boolean add(Waiting call) {
        synchronized (this) {
            if (waiting.size() >= MAX_WAITING) {
                return false;
            }
            waiting.add(call);
        }
        next();
        return true;
    }

    void remove(Waiting call) {
        synchronized (this) {
            if (!underWay.remove(call)) {
                waiting.remove(call);
            }
        }
        next();
    }

    private void next() {
        List<Waiting> begin = new ArrayList<>();
        synchronized (this) {
            while (!waiting.isEmpty() && underWay.size() < atATime && mayGoOn()) {
                allowance.take(least);
                Waiting first = waiting.remove();
                underWay.add(first);
                begin.add(first);
            }
        }
        begin.forEach(Waiting::begin);
    }

    private boolean mayGoOn() {
        long wait = allowance.delay(least);
        if (wait > 0 && !alarmSet) {
            try {
                timer.schedule(this::alarm, wait, TimeUnit.NANOSECONDS);
                alarmSet = true;
            } catch (RejectedExecutionException e) {
                // The Gateway is closing: what waits ends with its connection.
                return false;
            }
        }
        return wait == 0;
    }

    private void alarm() {
        synchronized (this) {
            alarmSet = false;
        }
        next();
    }
}
