package com.dotscience.deployer.cluster;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Every request to the API server passes here. While the gate is closed, it lets no request pass that writes to an object of a kind
 * that model deployments are made of, whichever route or component sends it.
 */
public final class WriteGate implements Interceptor {

    private static final Pattern MODEL_OBJECTS = Pattern.compile(
            ".*/(?:apps/v1|api/v1|networking\\.k8s\\.io/v1|gateway\\.networking\\.k8s\\.io/v1(?:beta1)?|policy/v1(?:beta1)?"
                    + "|autoscaling/v[0-9a-z]+)/namespaces/[^/]+/"
                    + "(?:deployments|services|ingresses|poddisruptionbudgets|horizontalpodautoscalers|httproutes)(?:/[^/]+)?(?:/scale)?");

    private volatile Supplier<Optional<String>> closed = Optional::empty;

    /** @param closed why nothing may be written now, a sentence for people; empty if it may */
    public void closeWhile(Supplier<Optional<String>> closed) {
        this.closed = closed;
    }

    /** @throws WriteHoldException if this may not be sent now */
    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        if (!request.method().equals("GET")
                && MODEL_OBJECTS.matcher(request.uri().getPath()).matches()) {
            closed.get().ifPresent(sentence -> {
                throw new WriteHoldException(sentence);
            });
        }
    }
}
