package com.dotscience.modelproxy.health;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.dotscience.api.VisibleJson;
import com.dotscience.modelproxy.management.Page;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/** {@code /health}: 200 while the model can answer and the pod is not ending, else 503; the body says why. */
public final class HealthPage implements Page {

    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    private final HealthProbe model;
    private final BooleanSupplier draining;

    /** @param draining whether the model-proxy is ending */
    public HealthPage(HealthProbe model, BooleanSupplier draining) {
        this.model = model;
        this.draining = draining;
    }

    @Override
    public CompletionStage<Response> respond(HttpHeaders request) {
        ModelHealth health = model.health();
        boolean healthy = health.healthy() && !draining.getAsBoolean();
        String reason = draining.getAsBoolean() ? "the pod is ending: draining" : health.reason();
        String body = "{\"healthy\": " + healthy
                + ", \"protocol\": "
                + health.protocol()
                        .map(protocol -> quoted(protocol.displayName()))
                        .orElse("null")
                + ", \"reason\": " + quoted(reason) + "}\n";
        return CompletableFuture.completedFuture(
                new Response(healthy ? OK : UNAVAILABLE, "application/json", body.getBytes(UTF_8)));
    }

    private static String quoted(String text) {
        return '"' + VisibleJson.of(new String(JsonStringEncoder.getInstance().quoteAsString(text))) + '"';
    }
}
