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
 * Threads for all calls, shared fairly: each caller has a lane of its own, of which a few tasks run at a time, and after each
 * of them it is the next lane's turn. However many calls one makes, another's waits for one task of each lane at most.
 */
public final class Lanes implements AutoCloseable {
    /** Far more than there are cores: most of them wait for the database. */
    private static final int THREADS = 16;

    private static final int A_LANE = 4;

    private final ExecutorService threads = threads();
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();

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
                // Once it is closed: what still waits ends with its connection.
                new ThreadPoolExecutor.DiscardPolicy());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** For what takes no time, whoever's it is. */
    public Executor shared() {
        return threads;
    }

    /** That of one caller. */
    Lane of(String caller) {
        return lanes.computeIfAbsent(caller, name -> new Lane());
    }

    @Override
    public void close() {
        threads.shutdown();
    }

    final class Lane implements Executor {
        private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
        private int turns;

        @Override
        public void execute(Runnable task) {
            synchronized (waiting) {
                waiting.add(task);
                if (turns == A_LANE) {
                    return;
                }
                turns++;
            }
            threads.execute(this::turn);
        }

        /** How many tasks wait in it. */
        int waiting() {
            synchronized (waiting) {
                return waiting.size();
            }
        }

        private void turn() {
            Runnable task;
            synchronized (waiting) {
                task = waiting.poll();
                if (task == null) {
                    turns--;
                    return;
                }
            }
            try {
                task.run();
            } finally {
                if (hasMore()) {
                    // Behind the other lanes, again.
                    threads.execute(this::turn);
                }
            }
        }

        private boolean hasMore() {
            synchronized (waiting) {
                if (waiting.isEmpty()) {
                    turns--;
                    return false;
                }
                return true;
            }
        }
    }
}
