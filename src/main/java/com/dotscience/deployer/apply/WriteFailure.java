package com.dotscience.deployer.apply;

import com.dotscience.deployer.calls.RetryAfterException;
import com.dotscience.deployer.plan.Kind;
import com.dotscience.text.Causes;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The reason why a write was not made. It tells whether the same write may succeed later although nobody changes
 * anything, because only such a write is worth trying again soon.
 *
 * <p>The table in {@code docs/answers.md} lists every case and what follows from it.
 *
 * @param message the reason for people, in the API server's own words if it sent any
 * @param notBefore when the API server may be asked again; null if at any time
 */
record WriteFailure(Meaning meaning, String message, Instant notBefore) {

    enum Meaning {
        /** The API server cannot accept the write at present. Nothing is wrong with the write itself. */
        TRANSIENT,
        /** The API server will refuse the write again until somebody changes something. */
        REFUSED,
        /** The write was never sent, because an earlier step of the route failed. */
        NOT_SENT
    }

    private static final String FAILURE = "Failure";

    /** How an API server says that a user may not do something with objects of an optional kind. */
    private static final Pattern WITHOUT_RIGHT = Pattern.compile(Kind.optional().stream()
            .map(kind -> kind.toString().toLowerCase(Locale.ROOT) + "s")
            .collect(Collectors.joining("|", "(?:", ")\\.\\S+ (?:\"\\S+\" )?is forbidden: User \"\\S+\" cannot ")));

    private record Refusal(int code, Status status, Throwable error) {

        String message() {
            return status == null || status.getMessage() == null ? "" : status.getMessage();
        }
    }

    /** The first function that returns a result decides. If none does, the write counts as refused. */
    private static final List<Function<Refusal, Optional<WriteFailure>>> CHAIN = List.of(
            WriteFailure::notSentBeforeRetryAfter,
            WriteFailure::unreached,
            WriteFailure::notTheApiServers,
            WriteFailure::deniedByWebhook,
            WriteFailure::notReady,
            WriteFailure::transientCode,
            WriteFailure::overQuota,
            WriteFailure::withoutRight,
            WriteFailure::namespaceMissing);

    /** Returns the failure for an exception of the write. */
    static WriteFailure of(Throwable error) {
        return client(error)
                .map(refused -> new Refusal(refused.getCode(), status(refused), refused))
                .map(refusal -> CHAIN.stream()
                        .map(function -> function.apply(refusal))
                        .flatMap(Optional::stream)
                        .findFirst()
                        .orElseGet(() -> new WriteFailure(Meaning.REFUSED, refusal.message(), null)))
                .orElseGet(() -> new WriteFailure(Meaning.NOT_SENT, Causes.root(error), null));
    }

    /**
     * Returns whether the API server itself answered, and not a proxy in front of it. Only its own answer says
     * something about the object.
     */
    static boolean isOfTheApiServer(Throwable error) {
        return client(error).map(WriteFailure::status).isPresent();
    }

    static Optional<WriteFailure> notSentBeforeRetryAfter(Refusal refusal) {
        return Causes.first(RetryAfterException.class, refusal.error())
                .map(wait -> new WriteFailure(Meaning.TRANSIENT, wait.getMessage(), wait.until()));
    }

    static Optional<WriteFailure> unreached(Refusal refusal) {
        return refusal.code() <= 0 ? ofTransient(Causes.root(refusal.error())) : Optional.empty();
    }

    static Optional<WriteFailure> notTheApiServers(Refusal refusal) {
        return refusal.status() == null
                ? ofTransient(
                        "the answer is " + refusal.code() + " and not the API server's own, as of a proxy before it")
                : Optional.empty();
    }

    /** Recognizes a denial by an admission webhook, whatever status code the webhook chose. */
    static Optional<WriteFailure> deniedByWebhook(Refusal refusal) {
        return refusal.message().contains("admission webhook")
                        && refusal.message().contains("denied the request")
                ? ofRefused(refusal.message())
                : Optional.empty();
    }

    /**
     * Recognizes an admission that got no answer from something it depends on. Shortly after a start the API server
     * answers 403 for that.
     */
    static Optional<WriteFailure> notReady(Refusal refusal) {
        String message = refusal.message();
        return message.contains("failed calling webhook")
                        || message.contains("not yet ready to handle request")
                        || message.contains("status unknown for quota")
                ? ofTransient(message)
                : Optional.empty();
    }

    /**
     * Recognizes the status codes of transient failures. A 409 is one if no object is in the way, because then the
     * write conflicts with a simultaneous change, such as that of a quota's count.
     */
    static Optional<WriteFailure> transientCode(Refusal refusal) {
        return switch (refusal.code()) {
            case 401, 408, 409, 429 -> ofTransient(refusal.message());
            default ->
                refusal.code() < 400 || refusal.code() >= 500 ? ofTransient(refusal.message()) : Optional.empty();
        };
    }

    static Optional<WriteFailure> overQuota(Refusal refusal) {
        return refusal.code() == 403 && refusal.message().contains("exceeded quota")
                ? ofRefused(
                        refusal.message()
                                + ": the namespace's quota is used up: free some of it, or ask whoever runs the cluster for more")
                : Optional.empty();
    }

    /** Recognizes that the role lets the deployer read objects of an optional kind, but not write them. */
    static Optional<WriteFailure> withoutRight(Refusal refusal) {
        return refusal.code() == 403 && WITHOUT_RIGHT.matcher(refusal.message()).lookingAt()
                ? ofRefused(refusal.message()
                        + ": give this deployer the rights that are in kubernetes/overlays/optional-kinds")
                : Optional.empty();
    }

    static Optional<WriteFailure> namespaceMissing(Refusal refusal) {
        return refusal.code() == 404 && refusal.message().startsWith("namespaces ")
                ? ofRefused(refusal.message() + ": make the namespace, or ask for another")
                : Optional.empty();
    }

    private static Optional<WriteFailure> ofTransient(String message) {
        return Optional.of(new WriteFailure(Meaning.TRANSIENT, message, null));
    }

    private static Optional<WriteFailure> ofRefused(String message) {
        return Optional.of(new WriteFailure(Meaning.REFUSED, message, null));
    }

    private static Optional<KubernetesClientException> client(Throwable error) {
        return Causes.first(KubernetesClientException.class, error);
    }

    /**
     * Returns the Status object that the API server sent; null if it sent none. The client itself makes a Status from
     * other answers: one with a mark if the answer is not JSON, and one with unknown fields if it is other JSON that
     * does not say that it is a failure.
     */
    private static Status status(KubernetesClientException refused) {
        Status status = refused.getStatus();
        return status != null
                        && (FAILURE.equals(status.getStatus())
                                || status.getAdditionalProperties().isEmpty())
                ? status
                : null;
    }
}
