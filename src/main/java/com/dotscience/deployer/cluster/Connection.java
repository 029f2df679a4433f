package com.dotscience.deployer.cluster;

import com.dotscience.text.Causes;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ExceptionHandler;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the API server is heard: one warning when it is lost, one line when it is back, however many informers try
 * again however often. The informers themselves try again with a back-off of 1 s to 32 s and for ever.
 */
final class Connection {

    /**
     * How long a watch may be missing without a failure. The API server closes one in good order every few minutes, and
     * it is back after a second; a long first list takes some seconds.
     */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final Map<String, BooleanSupplier> watches = new ConcurrentHashMap<>();
    private final Map<String, String> failures = new ConcurrentHashMap<>();
    private final Set<String> said = new HashSet<>();
    private long lastHeard;
    private volatile String trouble;

    /**
     * From now on watches are expected.
     *
     * @param now on any clock, nanoseconds
     */
    synchronized void begin(long now) {
        lastHeard = now;
    }

    /** Looks after a watch without which the deployer is blind. */
    void lookAfter(String what, BooleanSupplier watching) {
        watches.put(what, watching);
    }

    /** Tries again after every failure, at the start too, where fabric8 gives up by default. */
    ExceptionHandler retry(String what) {
        return (started, failure) -> {
            failed(what, failure);
            return true;
        };
    }

    void failed(String what, Throwable failure) {
        failures.put(what, message(failure));
    }

    void works(String what) {
        failures.remove(what);
    }

    /** What is wrong, a sentence for people; empty while the API server is heard. */
    Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** Looks at the watches; to be called about once a second. */
    synchronized void check(long now) {
        Map<Boolean, List<String>> heardOrNot = watches.keySet().stream()
                .sorted()
                .collect(Collectors.partitioningBy(what -> watches.get(what).getAsBoolean()));
        heardOrNot.get(true).forEach(this::works);
        List<String> missing = heardOrNot.get(false);
        if (missing.isEmpty() && failures.isEmpty()) {
            lastHeard = now;
            heard();
        } else if (!failures.isEmpty()) {
            lost(new TreeSet<>(failures.values()));
        } else if (now - lastHeard > PATIENCE.toNanos() && trouble == null) {
            lost(Set.of("no watch on " + String.join(", ", missing)));
        }
    }

    private void heard() {
        if (trouble != null) {
            trouble = null;
            said.clear();
            LOG.info("The API server is heard again");
        }
    }

    /** Says it again only if there is a reason more than before. */
    private void lost(Set<String> reasons) {
        trouble = String.join("; ", reasons);
        if (said.addAll(reasons)) {
            LOG.warn("The API server is not heard, trying again for ever; models keep running meanwhile: {}", trouble);
        }
    }

    /** What the API server said, else what kept the question from it. */
    static String message(Throwable failure) {
        return Causes.first(KubernetesClientException.class, failure)
                .filter(answer -> answer.getStatus() != null)
                .map(answer -> answer.getStatus().getMessage())
                .orElseGet(() -> Causes.root(failure));
    }
}
