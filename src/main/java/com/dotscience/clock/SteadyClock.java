package com.dotscience.clock;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/** A clock that starts at another's time and then goes on by {@link System#nanoTime}, even if somebody sets the other. */
public final class SteadyClock extends Clock {

    private static final Clock OF_PROCESS = new SteadyClock(Clock.systemUTC());

    private final Instant start;
    private final long startNanos;
    private final ZoneId zone;

    public SteadyClock(Clock wall) {
        this(wall.instant(), System.nanoTime(), wall.getZone());
    }

    private SteadyClock(Instant start, long startNanos, ZoneId zone) {
        this.start = start;
        this.startNanos = startNanos;
        this.zone = zone;
    }

    /** Returns the clock on which all of this process agree. It started at the machine's time. */
    public static Clock ofProcess() {
        return OF_PROCESS;
    }

    @Override
    public Instant instant() {
        return start.plusNanos(System.nanoTime() - startNanos);
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new SteadyClock(start, startNanos, other);
    }
}
