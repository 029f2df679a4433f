package com.dotscience.deployer.events;

import java.time.Duration;
import java.time.Instant;

/**
 * A token bucket. It allows a burst and then a steady rate (tokens per second), so that many changes at once do not
 * flood the API server.
 */
final class TokenBucket {

    private final int burst;
    private final double perSecond;
    private double tokens;
    private Instant filled;

    TokenBucket(int burst, double perSecond) {
        this.burst = burst;
        this.perSecond = perSecond;
        this.tokens = burst;
    }

    /** @return whether there was a token, which is then taken */
    boolean tryConsume(Instant now) {
        if (filled != null) {
            double seconds = Math.max(0, Duration.between(filled, now).toMillis()) / 1000.0;
            tokens = Math.min(burst, tokens + seconds * perSecond);
        }
        filled = now;
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }
}
