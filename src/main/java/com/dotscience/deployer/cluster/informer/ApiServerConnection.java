package com.dotscience.deployer.cluster.informer;

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
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the API server is heard. The log says once that it is lost and once that it is back, however many informers try again
 * however often. The informers themselves try again with a back-off of 1 s to 32 s and for ever.
 */
public final class ApiServerConnection {

    /**
     * How long a watch may be missing without a failure. The API server closes each in good order every few minutes, and
     * it stands again after a second; a long first list takes some seconds.
     */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Supplier<Optional<String>> unanswered;
    private final Logger log;
    private final Map<String, BooleanSupplier> watches = new ConcurrentHashMap<>();
    private final Map<String, String> failures = new ConcurrentHashMap<>();
    private final Set<String> logged = new HashSet<>();
    private long lastHeard;
    private volatile String trouble;

    /** @param unanswered returns what keeps requests from an answer; empty while they are answered, or where nobody knows */
    public ApiServerConnection(Supplier<Optional<String>> unanswered) {
        this(unanswered, LoggerFactory.getLogger(ApiServerConnection.class));
    }

    /** @param log is written to when the API server is lost and when it is back */
    ApiServerConnection(Supplier<Optional<String>> unanswered, Logger log) {
        this.unanswered = unanswered;
        this.log = log;
    }

    /**
     * From now on watches are expected.
     *
     * @param now on any clock, nanoseconds
     */
    public synchronized void begin(long now) {
        lastHeard = now;
    }

    /** From now on the connection counts as lost while this watch does not stand. */
    void monitor(String what, BooleanSupplier watching) {
        watches.put(what, watching);
    }

    /** Makes an informer try again after every failure, also at its start, where fabric8 gives up by default. */
    ExceptionHandler retry(String what) {
        return (started, failure) -> {
            failed(what, failure);
            return true;
        };
    }

    /** A request failed, and is tried again: the connection counts as lost until it {@link #recovered}. */
    public void failed(String what, Throwable failure) {
        failures.put(what, message(failure));
    }

    /** What failed before is done, or is not needed any more. */
    public void recovered(String what) {
        failures.remove(what);
    }

    /** What is wrong, a sentence for people; empty while the API server is heard. */
    public Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** Finds out whether the watches stand; to be called about once a second. */
    public synchronized void check(long now) {
        Map<Boolean, List<String>> heardOrNot = watches.keySet().stream()
                .sorted()
                .collect(Collectors.partitioningBy(what -> watches.get(what).getAsBoolean()));
        heardOrNot.get(true).forEach(this::recovered);
        List<String> missing = heardOrNot.get(false);
        if (missing.isEmpty() && failures.isEmpty()) {
            lastHeard = now;
            heard();
        } else if (!failures.isEmpty()) {
            lost(new TreeSet<>(failures.values()));
        } else if (now - lastHeard > PATIENCE.toNanos() && trouble == null) {
            String why = unanswered.get().map(reason -> " (" + reason + ")").orElse("");
            lost(Set.of("no watch on " + String.join(", ", missing) + why));
        }
    }

    private void heard() {
        if (trouble != null) {
            trouble = null;
            logged.clear();
            log.info("The API server is heard again");
        }
    }

    /** Logs only if there is a reason that was not logged before. */
    private void lost(Set<String> reasons) {
        trouble = String.join("; ", reasons);
        if (logged.addAll(reasons)) {
            log.warn("The API server is not heard, trying again for ever; models keep running meanwhile: {}", trouble);
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
