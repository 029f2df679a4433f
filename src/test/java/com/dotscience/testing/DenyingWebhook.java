package com.dotscience.testing;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;

/** A validating webhook that lets no Deployment of a namespace be written, and that can also be down. */
public final class DenyingWebhook implements AutoCloseable {

    private static final String LABEL = "denied";

    private final Vertx vertx = Vertx.vertx();
    private final KubernetesClient client;
    private final HttpServer server;
    private final ValidatingWebhookConfiguration configuration;

    private DenyingWebhook(RealControlPlane plane, Path folder, String namespace, String message) {
        this.client = plane.client();
        ServerCertificate certificate = ServerCertificate.make(folder, "ip:127.0.0.1");
        this.server = vertx.createHttpServer(
                        new HttpServerOptions().setSsl(true).setKeyCertOptions(certificate.options()))
                .requestHandler(request -> request.bodyHandler(body -> request.response()
                        .putHeader("Content-Type", "application/json")
                        .end(denied(body.toJsonObject(), message).encode())))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        this.configuration = configuration(namespace, server.actualPort(), certificate.authority());
    }

    /**
     * Starts one, and waits until the API server asks it.
     *
     * @param folder for its certificate
     * @param message why it denies
     */
    public static DenyingWebhook start(RealControlPlane plane, Path folder, String namespace, String message) {
        DenyingWebhook webhook = new DenyingWebhook(plane, folder, namespace, message);
        webhook.register(namespace);
        return webhook;
    }

    /** Nobody listens any more, and the API server goes on asking. */
    public void hangUp() {
        server.close().toCompletionStage().toCompletableFuture().join();
    }

    /** The API server asks it no more. */
    @Override
    public void close() {
        client.resource(configuration).delete();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void register(String namespace) {
        client.namespaces()
                .withName(namespace)
                .edit(made -> made.edit()
                        .editMetadata()
                        .addToLabels(LABEL, namespace)
                        .endMetadata()
                        .build());
        client.resource(configuration).create();
        await("an API server that asks the webhook").until(() -> isDenied(namespace));
    }

    private boolean isDenied(String namespace) {
        HasMetadata probe = new DeploymentBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName("probe")
                .endMetadata()
                .withNewSpec()
                .withNewSelector()
                .addToMatchLabels("a", "b")
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .addToLabels("a", "b")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("a")
                .withImage("b")
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
        try {
            client.resource(probe).dryRun().create();
            return false;
        } catch (KubernetesClientException denied) {
            return denied.getMessage().contains("denied the request");
        }
    }

    private static JsonObject denied(JsonObject review, String message) {
        return new JsonObject()
                .put("apiVersion", review.getString("apiVersion"))
                .put("kind", review.getString("kind"))
                .put(
                        "response",
                        new JsonObject()
                                .put("uid", review.getJsonObject("request").getString("uid"))
                                .put("allowed", false)
                                .put("status", new JsonObject().put("message", message)));
    }

    private static ValidatingWebhookConfiguration configuration(String namespace, int port, String authority) {
        return new ValidatingWebhookConfigurationBuilder()
                .withNewMetadata()
                .withName(namespace)
                .endMetadata()
                .addNewWebhook()
                .withName("denying.example.com")
                .withNewClientConfig()
                .withUrl("https://127.0.0.1:" + port + "/")
                .withCaBundle(Base64.getEncoder().encodeToString(authority.getBytes(StandardCharsets.US_ASCII)))
                .endClientConfig()
                .addNewRule()
                .withApiGroups("apps")
                .withApiVersions("v1")
                .withResources("deployments")
                .withOperations("CREATE", "UPDATE")
                .endRule()
                .withNewNamespaceSelector()
                .addToMatchLabels(LABEL, namespace)
                .endNamespaceSelector()
                .withAdmissionReviewVersions("v1")
                .withSideEffects("None")
                .withTimeoutSeconds(2)
                .endWebhook()
                .build();
    }
}
