package com.dotscience.testing.kubelet;

import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.Probe;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The requests by which a kubelet asks containers how they are, and tells them that they are to end. */
final class Requests {

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** Whether it succeeds: a status from 200 to 399. A probe of another kind than {@code httpGet} always does. */
    CompletableFuture<Boolean> probe(Probe probe, PodPorts ports) {
        Duration patience = Duration.ofSeconds(
                Optional.ofNullable(probe.getTimeoutSeconds()).orElse(1));
        return probe.getHttpGet() == null
                ? CompletableFuture.completedFuture(true)
                : get(probe.getHttpGet(), ports, patience)
                        .thenApply(status -> status >= 200 && status < 400)
                        .exceptionally(failure -> false);
    }

    /** The status. */
    CompletableFuture<Integer> get(HTTPGetAction action, PodPorts ports, Duration patience) {
        URI uri = URI.create("http://127.0.0.1:" + ports.get(action.getPort().getIntVal()) + action.getPath());
        HttpRequest request = HttpRequest.newBuilder(uri).timeout(patience).build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.discarding()).thenApply(HttpResponse::statusCode);
    }
}
