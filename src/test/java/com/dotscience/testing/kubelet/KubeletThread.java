package com.dotscience.testing.kubelet;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The one thread on which everything is decided; what it is given after it was closed does not happen. */
final class KubeletThread implements AutoCloseable {

    private final ScheduledExecutorService executor;

    KubeletThread(String name) {
        executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    void run(Runnable task) {
        after(Duration.ZERO, task);
    }

    void after(Duration wait, Runnable task) {
        try {
            executor.schedule(() -> loudly(task), wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            // Nobody looks any more.
        }
    }

    /** An executor would keep a failure to itself. What fails because this is being closed is none. */
    private void loudly(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            if (!executor.isShutdown()) {
                Thread thread = Thread.currentThread();
                thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
            }
        }
    }

    /** Returns when nothing of it happens any more. */
    @Override
    public void close() {
        executor.shutdownNow();
        try {
            executor.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
