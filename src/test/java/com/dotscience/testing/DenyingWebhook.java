package com.dotscience.testing;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;

/** A validating webhook that lets no Deployment of a namespace be written, and that can also be down. */
public final class DenyingWebhook implements AutoCloseable {

    private final KubernetesClient client;
    private final WebhookServer server;
    private final ValidatingWebhookConfiguration configuration;

    private DenyingWebhook(RealControlPlane plane, Path folder, String namespace, String message) {
        this.client = plane.client();
        this.server = new WebhookServer(
                folder,
                namespace,
                review -> denied(new JsonObject(review), message).encode());
        this.configuration = configuration(namespace);
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

    /** Stops listening, while the API server goes on calling. */
    public void hangUp() {
        server.stopListening();
    }

    /** The API server asks it no more. */
    @Override
    public void close() {
        client.resource(configuration).delete();
        server.close();
    }

    private void register(String namespace) {
        server.labelNamespace(client);
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

    private ValidatingWebhookConfiguration configuration(String name) {
        return new ValidatingWebhookConfigurationBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .addNewWebhook()
                .withName("denying.example.com")
                .withClientConfig(server.clientConfig())
                .addNewRule()
                .withApiGroups("apps")
                .withApiVersions("v1")
                .withResources("deployments")
                .withOperations("CREATE", "UPDATE")
                .endRule()
                .withNamespaceSelector(server.namespaceSelector())
                .withAdmissionReviewVersions("v1")
                .withSideEffects("None")
                .withTimeoutSeconds(2)
                .endWebhook()
                .build();
    }
}
