package com.dotscience.deployer.calls;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * Until when the API server wants no requests, by the header {@code Retry-After} (RFC 9110, 10.2.3) of its answers: in
 * seconds, or as a time. What is neither counts for nothing.
 */
final class RetryAfter {

    /** Beyond any longest wait, and few enough to be added to any time. */
    private static final long MANY_SECONDS = Duration.ofDays(365).toSeconds();

    private final Duration longest;
    private final Clock clock;
    private Instant until = Instant.MIN;

    /** @param longest nobody is believed who asks for more */
    RetryAfter(Duration longest, Clock clock) {
        this.longest = longest;
        this.clock = clock;
    }

    /** The API server said so. What was asked for before holds as long as it was to. */
    synchronized void received(String header) {
        Instant now = clock.instant();
        seconds(header.strip(), now)
                .map(seconds -> Duration.ofSeconds(Math.min(seconds, MANY_SECONDS)))
                .map(asked -> now.plus(asked.compareTo(longest) < 0 ? asked : longest))
                .filter(later -> later.isAfter(until))
                .ifPresent(later -> until = later);
    }

    /** Empty: it may be asked now. */
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
