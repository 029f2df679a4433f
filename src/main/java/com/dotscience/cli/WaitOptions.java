package com.dotscience.cli;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.Option;

/** Whether a command waits for the rollout of what it wrote, and how long. */
final class WaitOptions {

    private static final Duration DEFAULT = Duration.ofMinutes(5);

    @Option(
            names = "--wait",
            description =
                    "Follow the rollout until it is ready (exit code 0) or has failed. Ctrl-C ends the waiting only.")
    private boolean wait;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description = "How long --wait waits, such as 90s, 5m or 1h30m. Default: 5m.")
    private String timeout;

    boolean isGiven() {
        return wait;
    }

    /** @throws DsException if it is no time, or there is nothing to wait for */
    Duration timeout() {
        if (timeout == null) {
            return DEFAULT;
        }
        if (!wait) {
            throw DsException.usage("--timeout: nothing is waited for without --wait: give both");
        }
        try {
            Duration given = Duration.parse("PT" + timeout);
            if (!given.isNegative() && !given.isZero()) {
                return given;
            }
        } catch (DateTimeParseException e) {
            // Answered below, like any other that is no time.
        }
        throw DsException.usage("--timeout: '" + timeout + "' is no time: give for example 90s, 5m or 1h30m");
    }
}
