package com.dotscience.deployer.calls;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * Records until when the API server wants no requests, by the header {@code Retry-After} (RFC 9110, 10.2.3) of its
 * answers: a number of seconds, or a date. It ignores any other value, because a broken header must not stop the
 * deployer.
 */
final class RetryAfter {

    /**
     * A number of seconds that is longer than any longest wait, and can still be added to any time without an overflow.
     */
    private static final long MANY_SECONDS = Duration.ofDays(365).toSeconds();

    private final Duration longest;
    private final Clock clock;
    private Instant until = Instant.MIN;

    /** @param longest the longest wait that is honoured; a longer one is cut to it */
    RetryAfter(Duration longest, Clock clock) {
        this.longest = longest;
        this.clock = clock;
    }

    /** Records a header that the API server sent. It never shortens a wait that an earlier header asked for. */
    synchronized void received(String header) {
        Instant now = clock.instant();
        seconds(header.strip(), now)
                .map(seconds -> Duration.ofSeconds(Math.min(seconds, MANY_SECONDS)))
                .map(asked -> now.plus(asked.compareTo(longest) < 0 ? asked : longest))
                .filter(later -> later.isAfter(until))
                .ifPresent(later -> until = later);
    }

    /** Returns when the API server may be asked again; empty if it may be asked now. */
    synchronized Optional<Instant> until() {
        return until.isAfter(clock.instant()) ? Optional.of(until) : Optional.empty();
    }

    private static Optional<Long> seconds(String header, Instant now) {
        if (header.matches("\\d+")) {
            return Optional.of(header.length() > 9 ? MANY_SECONDS : Long.parseLong(header));
        }
        try {
            Instant then = ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(Duration.between(now, then).plusMillis(999).toSeconds());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
