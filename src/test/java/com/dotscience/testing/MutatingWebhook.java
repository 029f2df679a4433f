package com.dotscience.testing;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.RuleWithOperations;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.RuleWithOperationsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.zjsonpatch.JsonDiff;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;

/** An {@link Admission} as the API server of a {@link RealControlPlane} asks it: a mutating webhook, by TLS. */
public final class MutatingWebhook implements AutoCloseable {

    private static final String NAMESPACE_LABEL = "admission";

    private final ObjectMapper json = new ObjectMapper();
    private final Vertx vertx = Vertx.vertx();
    private final Admission admission;
    private final KubernetesClient client;
    private final MutatingWebhookConfiguration configuration;

    private MutatingWebhook(RealControlPlane plane, Path folder, String namespace, Admission admission) {
        this.admission = admission;
        this.client = plane.client();
        ServerCertificate certificate = ServerCertificate.make(folder, "ip:127.0.0.1");
        HttpServer server = vertx.createHttpServer(
                        new HttpServerOptions().setSsl(true).setKeyCertOptions(certificate.options()))
                .requestHandler(this::answer)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        configuration = configuration(namespace, server.actualPort(), certificate.authority());
    }

    /**
     * Starts one, and waits until the API server asks it.
     *
     * @param folder for its certificate
     * @param namespace in which it is asked of everything that model deployments and their pods are made of
     */
    public static MutatingWebhook start(RealControlPlane plane, Path folder, String namespace, Admission admission) {
        MutatingWebhook webhook = new MutatingWebhook(plane, folder, namespace, admission);
        webhook.register(namespace);
        return webhook;
    }

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
                        .addToLabels(NAMESPACE_LABEL, namespace)
                        .endMetadata()
                        .build());
        client.resource(configuration).create();
        var probe = new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName("probe")
                .endMetadata()
                .build();
        await("an API server that asks the webhook")
                .until(() -> client.resource(probe)
                        .dryRun()
                        .create()
                        .getMetadata()
                        .getLabels()
                        .containsKey(NAMESPACE_LABEL));
    }

    private void answer(HttpServerRequest request) {
        request.bodyHandler(body -> request.response()
                .putHeader("Content-Type", "application/json")
                .end(review(body.toString(StandardCharsets.UTF_8))));
    }

    private String review(String asked) {
        try {
            ObjectNode review = (ObjectNode) json.readTree(asked);
            JsonNode request = review.path("request");
            ObjectNode object = request.path("object").deepCopy();
            if (request.path("kind").path("kind").asText().equals("ConfigMap")) {
                object.withObject("/metadata/labels").put(NAMESPACE_LABEL, "asked");
            } else {
                admission.review(
                        request.path("userInfo").path("username").asText(),
                        request.path("operation").asText(),
                        object);
            }
            String patch = JsonDiff.asJson(request.path("object"), object).toString();
            review.putObject("response")
                    .put("allowed", true)
                    .put("patchType", "JSONPatch")
                    .put("patch", Base64.getEncoder().encodeToString(patch.getBytes(StandardCharsets.UTF_8)))
                    .set("uid", request.path("uid"));
            review.remove("request");
            return review.toString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MutatingWebhookConfiguration configuration(String namespace, int port, String authority) {
        return new MutatingWebhookConfigurationBuilder()
                .withNewMetadata()
                .withName(namespace)
                .endMetadata()
                .addNewWebhook()
                .withName("admission.example.com")
                .withNewClientConfig()
                .withUrl("https://127.0.0.1:" + port + "/")
                .withCaBundle(Base64.getEncoder().encodeToString(authority.getBytes(StandardCharsets.US_ASCII)))
                .endClientConfig()
                .withRules(
                        of("", "configmaps", "services", "pods"),
                        of("apps", "deployments"),
                        of("networking.k8s.io", "ingresses"))
                .withNewNamespaceSelector()
                .addToMatchLabels(NAMESPACE_LABEL, namespace)
                .endNamespaceSelector()
                .withAdmissionReviewVersions("v1")
                .withSideEffects("None")
                .endWebhook()
                .build();
    }

    private static RuleWithOperations of(String group, String... resources) {
        return new RuleWithOperationsBuilder()
                .withApiGroups(group)
                .withApiVersions("v1")
                .withResources(resources)
                .withOperations("CREATE", "UPDATE")
                .build();
    }
}
