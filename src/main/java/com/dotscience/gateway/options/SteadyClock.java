package com.dotscience.gateway.options;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.TimeUnit;

/** A clock that starts at the system's time and then advances evenly, even if somebody sets the system's clock. */
public final class SteadyClock extends Clock {
    private final Clock wall;
    private final long startMillis;
    private final long startNanos;

    public SteadyClock(Clock wall) {
        this(wall, wall.millis(), System.nanoTime());
    }

    private SteadyClock(Clock wall, long startMillis, long startNanos) {
        this.wall = wall;
        this.startMillis = startMillis;
        this.startNanos = startNanos;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }

    @Override
    public long millis() {
        return startMillis + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
    }

    @Override
    public ZoneId getZone() {
        return wall.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new SteadyClock(wall.withZone(zone), startMillis, startNanos);
    }
}
