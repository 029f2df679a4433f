package com.dotscience.deployer.cluster;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ExceptionHandler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
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

    private final List<ObjectInformer<?>> required = new CopyOnWriteArrayList<>();
    private final Map<String, String> failures = new ConcurrentHashMap<>();
    private long lastHeard;
    private volatile String trouble;

    /**
     * @param now on any clock, nanoseconds
     */
    Connection(long now) {
        this.lastHeard = now;
    }

    <T extends ObjectInformer<?>> T required(T informer) {
        required.add(informer);
        return informer;
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
        required.stream()
                .filter(ObjectInformer::isWatching)
                .map(Object::toString)
                .forEach(this::works);
        List<String> deaf = required.stream()
                .filter(informer -> !informer.isWatching())
                .map(Object::toString)
                .toList();
        if (deaf.isEmpty() && failures.isEmpty()) {
            lastHeard = now;
            heard();
        } else if (!failures.isEmpty()) {
            lost(new TreeMap<>(failures).toString());
        } else if (now - lastHeard > PATIENCE.toNanos() && trouble == null) {
            lost("no watch on " + String.join(", ", deaf));
        }
    }

    private void heard() {
        if (trouble != null) {
            trouble = null;
            LOG.info("The API server is heard again");
        }
    }

    /** Says it again only if something else is wrong than before. */
    private void lost(String why) {
        if (!why.equals(trouble)) {
            trouble = why;
            LOG.warn("The API server is not heard, trying again for ever; models keep running meanwhile: {}", why);
        }
    }

    static String message(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            if (cause instanceof KubernetesClientException answer && answer.getStatus() != null) {
                break;
            }
            cause = cause.getCause();
        }
        if (cause instanceof KubernetesClientException answer && answer.getStatus() != null) {
            return answer.getStatus().getMessage();
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
