package com.dotscience.cli.command.deployment;

import com.dotscience.cli.command.PeriodConverter;
import com.dotscience.cli.output.DsException;
import java.time.Duration;
import picocli.CommandLine.Option;

/** The options that say whether and how long a command waits for a rollout. */
final class WaitOptions {

    private static final Duration DEFAULT = Duration.ofMinutes(5);

    @Option(
            names = "--wait",
            description =
                    "Follow the rollout until it is ready (exit code 0), has failed or is stuck. Ctrl-C ends the waiting only.")
    private boolean wait;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = PeriodConverter.class,
            description = "How long --wait waits, such as 90s, 5m or 1h30m. Default: 5m.")
    private Duration timeout;

    boolean isGiven() {
        return wait;
    }

    /** @throws DsException if a timeout is given without --wait */
    Duration timeout() {
        if (timeout == null) {
            return DEFAULT;
        }
        if (!wait) {
            throw DsException.usage("--timeout: nothing is waited for without --wait: give both");
        }
        return timeout;
    }
}
