package com.dotscience.deployer.clock;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that nobody sets: it begins with the machine's, and goes on by {@link System#nanoTime}. All of a process agree. */
public final class SteadyClock extends Clock {

    private static final Instant BEGIN = Instant.now();
    private static final long BEGIN_NANOS = System.nanoTime();
    private static final Clock UTC = new SteadyClock(ZoneOffset.UTC);

    private final ZoneId zone;

    private SteadyClock(ZoneId zone) {
        this.zone = zone;
    }

    /** Returns the clock of this process. */
    public static Clock ofProcess() {
        return UTC;
    }

    @Override
    public Instant instant() {
        return BEGIN.plusNanos(System.nanoTime() - BEGIN_NANOS);
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new SteadyClock(other);
    }
}
