package com.dotscience.deployer.events;

import static org.apache.camel.component.kubernetes.KubernetesConstants.KUBERNETES_EVENT_ACTION_PRODUCER;
import static org.apache.camel.component.kubernetes.KubernetesConstants.KUBERNETES_EVENT_NAME;
import static org.apache.camel.component.kubernetes.KubernetesConstants.KUBERNETES_EVENT_NOTE;
import static org.apache.camel.component.kubernetes.KubernetesConstants.KUBERNETES_EVENT_REASON;
import static org.apache.camel.component.kubernetes.KubernetesConstants.KUBERNETES_EVENT_REGARDING;
import static org.apache.camel.component.kubernetes.KubernetesConstants.KUBERNETES_EVENT_REPORTING_CONTROLLER;
import static org.apache.camel.component.kubernetes.KubernetesConstants.KUBERNETES_EVENT_REPORTING_INSTANCE;
import static org.apache.camel.component.kubernetes.KubernetesConstants.KUBERNETES_EVENT_TIME;
import static org.apache.camel.component.kubernetes.KubernetesConstants.KUBERNETES_EVENT_TYPE;
import static org.apache.camel.component.kubernetes.KubernetesConstants.KUBERNETES_NAMESPACE_NAME;

import com.dotscience.deployer.apply.Outcome;
import com.dotscience.deployer.apply.Outcome.Result;
import com.dotscience.deployer.plan.ObjectKey;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns outcomes into Kubernetes Events: one for each change and each failure. It suppresses duplicates and limits the rate. */
public final class Events {

    private static final Logger LOG = LoggerFactory.getLogger(Events.class);

    private static final String CONTROLLER = "dotscience.com/ds-deployer";

    /**
     * The name of the instance that reports. The API server requires one, and a constant suffices because each identity
     * has one deployer.
     */
    private static final String INSTANCE = "ds-deployer";

    /** The length of the longest note that the API server accepts (events.k8s.io/v1). */
    private static final int LONGEST_NOTE = 1024;

    private static final Duration REPEATS = Duration.ofMinutes(5);
    private static final int REMEMBERED = 10_000;
    private static final int BURST = 20;
    private static final double PER_SECOND = 5;

    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    /** @param object the object's uid; the place where the object would be if it has none */
    private record EventKey(String object, Result result, String reason, String note) {}

    private final DuplicateFilter duplicates = new DuplicateFilter(REPEATS, REMEMBERED);
    private final TokenBucket bucket = new TokenBucket(BURST, PER_SECOND);
    private final AtomicLong dropped = new AtomicLong();
    private final Clock clock;
    private int lastRefusal;

    public Events(Clock clock) {
        this.clock = clock;
    }

    /** Prepares the message that {@code kubernetes-events:} sends; a body of null means that no Event is due. */
    synchronized void toEvent(Outcome outcome, Exchange exchange) {
        Message message = exchange.getMessage();
        message.setBody(null);
        HasMetadata object = outcome.object() == null ? outcome.change().object() : outcome.object();
        if (outcome.result() == Result.ANEW) {
            return;
        }
        Instant now = clock.instant();
        EventKey key = new EventKey(identify(object), outcome.result(), reason(outcome), Note.of(outcome));
        OptionalInt keptBack = duplicates.observe(key, now);
        if (keptBack.isEmpty()) {
            return;
        }
        if (!bucket.tryConsume(now)) {
            drop();
            return;
        }
        message.setHeaders(headers(outcome, key, object, keptBack.getAsInt(), now));
        message.setBody(key.note);
    }

    /** Counts an Event that is not sent because there are too many. */
    void drop() {
        dropped.incrementAndGet();
    }

    /** Returns how many Events were not sent, because there were too many or the API server refused them. */
    public long dropped() {
        return dropped.get();
    }

    /**
     * Handles an Event that the API server refused. It is logged once, until the reason changes; that the API server is
     * unreachable is logged elsewhere.
     */
    synchronized void refused(Exception error) {
        drop();
        if (error instanceof KubernetesClientException refused
                && refused.getCode() > 0
                // The namespace does not exist. The change that failed for the same reason says so already.
                && refused.getCode() != HttpURLConnection.HTTP_NOT_FOUND
                && refused.getCode() != lastRefusal) {
            lastRefusal = refused.getCode();
            LOG.warn("The API server takes no Events, changes are made all the same: {}", reason(refused));
        }
    }

    /** The API server's own words; where a proxy before it answered there are none. */
    private static String reason(KubernetesClientException refused) {
        return refused.getStatus() == null || refused.getStatus().getMessage() == null
                ? refused.getMessage()
                : refused.getStatus().getMessage();
    }

    private Map<String, Object> headers(Outcome outcome, EventKey key, HasMetadata object, int keptBack, Instant now) {
        Map<String, Object> headers = new HashMap<>();
        headers.put(KUBERNETES_NAMESPACE_NAME, object.getMetadata().getNamespace());
        headers.put(KUBERNETES_EVENT_NAME, object.getMetadata().getName() + "." + UUID.randomUUID());
        headers.put(KUBERNETES_EVENT_TIME, MICROS.format(now));
        headers.put(KUBERNETES_EVENT_TYPE, isWell(outcome) ? "Normal" : "Warning");
        headers.put(KUBERNETES_EVENT_REASON, key.reason);
        headers.put(KUBERNETES_EVENT_ACTION_PRODUCER, outcome.change().action().name());
        headers.put(KUBERNETES_EVENT_NOTE, note(key.note, keptBack));
        headers.put(KUBERNETES_EVENT_REGARDING, regarding(object));
        headers.put(KUBERNETES_EVENT_REPORTING_CONTROLLER, CONTROLLER);
        headers.put(KUBERNETES_EVENT_REPORTING_INSTANCE, INSTANCE);
        return headers;
    }

    private static String note(String note, int keptBack) {
        String repeated = keptBack == 0 ? "" : " (and " + keptBack + " times more since it was last said)";
        int room = LONGEST_NOTE - repeated.length();
        return (note.length() > room ? note.substring(0, room - 1) + "…" : note) + repeated;
    }

    /**
     * Returns the reference to the object. An object that was never created has no uid, so only its name is set, by
     * which `kubectl get events` finds the Event.
     */
    private static ObjectReference regarding(HasMetadata object) {
        return new ObjectReferenceBuilder()
                .withApiVersion(object.getApiVersion())
                .withKind(object.getKind())
                .withNamespace(object.getMetadata().getNamespace())
                .withName(object.getMetadata().getName())
                .withUid(object.getMetadata().getUid())
                .build();
    }

    private static String identify(HasMetadata object) {
        return Optional.ofNullable(object.getMetadata().getUid())
                .orElseGet(() -> ObjectKey.of(object).toString());
    }

    private static boolean isWell(Outcome outcome) {
        return outcome.result() == Result.MADE && outcome.rewritten().isEmpty();
    }

    private static String reason(Outcome outcome) {
        if (outcome.result() == Result.CONFLICT) {
            return "Conflict";
        }
        if (outcome.result() == Result.MADE && !isWell(outcome)) {
            return "Rewritten";
        }
        boolean failed = outcome.result() == Result.FAILED;
        return switch (outcome.change().action()) {
            case CREATE -> failed ? "CreateFailed" : "Created";
            case UPDATE_IMAGE -> failed ? "ImageUpdateFailed" : "ImageUpdated";
            case SCALE -> failed ? "ScaleFailed" : "Scaled";
            case UPDATE -> failed ? "UpdateFailed" : "Updated";
            case DELETE -> failed ? "DeleteFailed" : "Deleted";
        };
    }
}
