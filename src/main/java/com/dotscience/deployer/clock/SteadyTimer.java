package com.dotscience.deployer.clock;

import java.util.Date;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.spi.ExecutorServiceManager;

/**
 * A timer that waits by {@link System#nanoTime}. Java's own compares the machine's clock with when a task is due: set back by an hour, no
 * task comes for an hour. A task that is cancelled comes on until the timer is, and has to know by itself that it was: Camel's does.
 */
final class SteadyTimer extends Timer {

    private final ExecutorServiceManager executors;
    private final ScheduledExecutorService executor;

    /** @param name of its thread */
    SteadyTimer(ExecutorServiceManager executors, String name) {
        super(true);
        // Its own thread has nothing to do.
        super.cancel();
        this.executors = executors;
        this.executor = executors.newSingleThreadScheduledExecutor(this, name);
    }

    @Override
    public void schedule(TimerTask task, long delay) {
        executor.schedule(task, delay, TimeUnit.MILLISECONDS);
    }

    @Override
    public void schedule(TimerTask task, Date time) {
        schedule(task, until(time));
    }

    @Override
    public void schedule(TimerTask task, long delay, long period) {
        executor.scheduleWithFixedDelay(task, delay, period, TimeUnit.MILLISECONDS);
    }

    @Override
    public void schedule(TimerTask task, Date first, long period) {
        schedule(task, until(first), period);
    }

    @Override
    public void scheduleAtFixedRate(TimerTask task, long delay, long period) {
        executor.scheduleAtFixedRate(task, delay, period, TimeUnit.MILLISECONDS);
    }

    @Override
    public void scheduleAtFixedRate(TimerTask task, Date first, long period) {
        scheduleAtFixedRate(task, until(first), period);
    }

    /** Ends the timer; a task that runs comes to its end. */
    @Override
    public void cancel() {
        executors.shutdown(executor);
    }

    private static long until(Date time) {
        return time.getTime() - System.currentTimeMillis();
    }
}
