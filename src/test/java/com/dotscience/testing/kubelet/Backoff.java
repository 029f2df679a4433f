package com.dotscience.testing.kubelet;

import java.time.Duration;

/** How long a kubelet waits between attempts: 10 s, 20 s, 40 s and so on up to five minutes. */
final class Backoff {

    private static final Duration SHORTEST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private Duration next;

    private Backoff(Duration first) {
        next = first;
    }

    /** @param first zero: the first attempt after a failure is made at once */
    static Backoff startingWith(Duration first) {
        return new Backoff(first);
    }

    Duration next() {
        Duration now = next;
        Duration doubled = now.isZero() ? SHORTEST : now.multipliedBy(2);
        next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        return now;
    }
}
