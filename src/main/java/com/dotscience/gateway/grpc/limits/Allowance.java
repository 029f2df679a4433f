package com.dotscience.gateway.grpc.limits;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How much of something somebody may have: so much at once, and so much a second from then on (a token bucket that may be
 * overdrawn, since what a call costs is known only when it is answered). Not thread-safe.
 */
final class Allowance {
    private final LongSupplier nanoTime;
    private double atOnce;
    private double aSecond;
    private double left;
    private long countedAt;

    /** @param nanoTime a clock that never jumps, such as {@link System#nanoTime()} */
    Allowance(double atOnce, double aSecond, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.atOnce = atOnce;
        this.aSecond = aSecond;
        left = atOnce;
        countedAt = nanoTime.getAsLong();
    }

    /** Another size from now on; what is more than before can be had at once. */
    void resize(double newAtOnce, double newASecond) {
        count();
        left += Math.max(0, newAtOnce - atOnce);
        atOnce = newAtOnce;
        aSecond = newASecond;
    }

    void take(double cost) {
        count();
        left -= cost;
    }

    /** How long until something may be had again, in nanoseconds; 0: now. */
    long delay(double cost) {
        count();
        double missing = Math.min(cost, atOnce) - left;
        return missing <= 0 ? 0 : (long) Math.ceil(missing / aSecond * TimeUnit.SECONDS.toNanos(1));
    }

    private void count() {
        long now = nanoTime.getAsLong();
        left = Math.min(atOnce, left + aSecond * (now - countedAt) / TimeUnit.SECONDS.toNanos(1));
        countedAt = now;
    }
}
