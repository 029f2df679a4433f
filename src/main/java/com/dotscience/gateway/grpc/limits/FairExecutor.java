package com.dotscience.gateway.grpc.limits;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Shares a few threads fairly among all callers. Each caller has an executor of its own, which runs a few tasks at a time and
 * queues behind the other callers again after each task. However many calls one caller makes, a task of another waits for at most
 * one task of each caller.
 */
public final class FairExecutor implements AutoCloseable {
    /** There are more threads than cores because most of them wait for the database. */
    private static final int THREADS = 16;

    private static final int MAX_RUNNING_PER_CALLER = 4;

    private final ExecutorService threads = threads();
    private final Map<String, CallerExecutor> callers = new ConcurrentHashMap<>();

    private static ExecutorService threads() {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                1,
                TimeUnit.MINUTES,
                new LinkedBlockingQueue<>(),
                task -> {
                    Thread thread = new Thread(task, "gateway-calls");
                    thread.setDaemon(true);
                    return thread;
                },
                // A closed executor drops its tasks: what still waits ends with its connection.
                new ThreadPoolExecutor.DiscardPolicy());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Returns an executor for work that takes no time, whoever asked for it. */
    public Executor shared() {
        return threads;
    }

    /** Returns the executor of one caller. */
    CallerExecutor of(String caller) {
        return callers.computeIfAbsent(caller, name -> new CallerExecutor());
    }

    @Override
    public void close() {
        threads.shutdown();
    }

    final class CallerExecutor implements Executor {
        private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
        private int running;

        @Override
        public void execute(Runnable task) {
            synchronized (waiting) {
                waiting.add(task);
                if (running == MAX_RUNNING_PER_CALLER) {
                    return;
                }
                running++;
            }
            threads.execute(this::runNext);
        }

        /** Returns how many tasks wait. */
        int waiting() {
            synchronized (waiting) {
                return waiting.size();
            }
        }

        private void runNext() {
            Runnable task;
            synchronized (waiting) {
                task = waiting.poll();
                if (task == null) {
                    running--;
                    return;
                }
            }
            try {
                task.run();
            } finally {
                if (hasMore()) {
                    // The next task queues behind those of the other callers.
                    threads.execute(this::runNext);
                }
            }
        }

        private boolean hasMore() {
            synchronized (waiting) {
                if (waiting.isEmpty()) {
                    running--;
                    return false;
                }
                return true;
            }
        }
    }
}
