package com.dotscience.testing;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.WebhookClientConfig;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.WebhookClientConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.function.UnaryOperator;

/** What each admission webhook of a test needs: an HTTPS server on this machine, and a namespace that it is called for. */
final class WebhookServer implements AutoCloseable {

    private static final String LABEL = "admission";

    private final Vertx vertx = Vertx.vertx();
    private final String namespace;
    private final ServerCertificate certificate;
    private final HttpServer server;

    /**
     * Listens on a free port.
     *
     * @param folder for its certificate
     * @param namespace for which the API server is to call it
     * @param review makes an AdmissionReview with a response of one with a request, both in JSON
     */
    WebhookServer(Path folder, String namespace, UnaryOperator<String> review) {
        this.namespace = namespace;
        this.certificate = ServerCertificate.make(folder, "ip:127.0.0.1");
        this.server = vertx.createHttpServer(
                        new HttpServerOptions().setSsl(true).setKeyCertOptions(certificate.options()))
                .requestHandler(request -> request.bodyHandler(body -> request.response()
                        .putHeader("Content-Type", "application/json")
                        .end(review.apply(body.toString(StandardCharsets.UTF_8)))))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    /** How the API server reaches it. */
    WebhookClientConfig clientConfig() {
        return new WebhookClientConfigBuilder()
                .withUrl("https://127.0.0.1:" + server.actualPort() + "/")
                .withCaBundle(Base64.getEncoder()
                        .encodeToString(certificate.authority().getBytes(StandardCharsets.US_ASCII)))
                .build();
    }

    /** Selects the namespace, once {@link #labelNamespace} was called. */
    LabelSelector namespaceSelector() {
        return new LabelSelectorBuilder().addToMatchLabels(LABEL, namespace).build();
    }

    void labelNamespace(KubernetesClient client) {
        client.namespaces()
                .withName(namespace)
                .edit(made -> made.edit()
                        .editMetadata()
                        .addToLabels(LABEL, namespace)
                        .endMetadata()
                        .build());
    }

    /** Stops listening; an API server that calls it from now on finds nobody. */
    void stopListening() {
        server.close().toCompletionStage().toCompletableFuture().join();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
