package com.dotscience.gateway.grpc.limits;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A token bucket: a caller may use up the capacity at once, and after that as much a second as the bucket is refilled with.
 * It may be overdrawn, because the cost of a call is known only when the call is answered. Not thread-safe.
 */
final class TokenBucket {
    private final LongSupplier nanoTime;
    private double capacity;
    private double refillPerSecond;
    private double available;
    private long refilledAt;

    /** @param nanoTime a clock that never jumps, such as {@link System#nanoTime()} */
    TokenBucket(double capacity, double refillPerSecond, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.capacity = capacity;
        this.refillPerSecond = refillPerSecond;
        available = capacity;
        refilledAt = nanoTime.getAsLong();
    }

    /** Changes the size. Where the capacity grows, the difference is available at once. */
    void resize(double newCapacity, double newRefillPerSecond) {
        refill();
        available += Math.max(0, newCapacity - capacity);
        capacity = newCapacity;
        refillPerSecond = newRefillPerSecond;
    }

    /** Takes this much out, also if less is available. */
    void consume(double cost) {
        refill();
        available -= cost;
    }

    /** Returns in how many nanoseconds this much is available; 0 if it is now. */
    long delay(double cost) {
        refill();
        double missing = Math.min(cost, capacity) - available;
        return missing <= 0 ? 0 : (long) Math.ceil(missing / refillPerSecond * TimeUnit.SECONDS.toNanos(1));
    }

    private void refill() {
        long now = nanoTime.getAsLong();
        available = Math.min(capacity, available + refillPerSecond * (now - refilledAt) / TimeUnit.SECONDS.toNanos(1));
        refilledAt = now;
    }
}
