package com.dotscience.deployer.status;

import com.dotscience.deployer.apply.Failure;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Says which changes the API server refuses at present and is likely to take later. They are tried again, so they are no
 * failure of the model deployment.
 */
final class TransientFailures {

    private TransientFailures() {}

    /** Returns a sentence for people; empty if the API server takes all changes. */
    static Optional<String> of(Collection<Failure> failures) {
        List<Failure> transientOnes =
                failures.stream().filter(Failure::isTransient).toList();
        return transientOnes.stream()
                .map(Failure::since)
                .min(Comparator.naturalOrder())
                .map(since -> sentence(since, transientOnes));
    }

    private static String sentence(Instant since, List<Failure> transientOnes) {
        return transientOnes.stream()
                .map(Failure::message)
                .collect(Collectors.joining(
                        "; ",
                        "The API server does not take changes at present, since "
                                + since.truncatedTo(ChronoUnit.SECONDS) + " (",
                        "): tried again until it does"));
    }
}
