package com.dotscience.deployer.logs;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * A line as the API server returns it when it is asked for timestamps. The reader needs the time to go on where a log
 * broke off.
 *
 * @param at when the line was written; empty if it has no timestamp
 */
record TimestampedLine(Optional<Instant> at, String text) {

    static TimestampedLine of(String line) {
        int space = line.indexOf(' ');
        String stamp = space < 0 ? line : line.substring(0, space);
        try {
            return new TimestampedLine(
                    Optional.of(OffsetDateTime.parse(stamp).toInstant()), space < 0 ? "" : line.substring(space + 1));
        } catch (DateTimeException e) {
            return new TimestampedLine(Optional.empty(), line);
        }
    }
}
