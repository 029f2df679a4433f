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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;

/** An {@link Admission} as the API server of a {@link RealControlPlane} asks it: a mutating webhook, by TLS. */
public final class MutatingWebhook implements AutoCloseable {

    /** What it labels a ConfigMap with, so that one can see that it was called. */
    private static final String PROBED = "probed";

    private final ObjectMapper json = new ObjectMapper();
    private final Admission admission;
    private final KubernetesClient client;
    private final WebhookServer server;
    private final MutatingWebhookConfiguration configuration;

    private MutatingWebhook(RealControlPlane plane, Path folder, String namespace, Admission admission) {
        this.admission = admission;
        this.client = plane.client();
        this.server = new WebhookServer(folder, namespace, this::review);
        this.configuration = configuration(namespace);
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
        server.close();
    }

    private void register(String namespace) {
        server.labelNamespace(client);
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
                        .containsKey(PROBED));
    }

    private String review(String text) {
        try {
            ObjectNode review = (ObjectNode) json.readTree(text);
            JsonNode request = review.path("request");
            ObjectNode object = request.path("object").deepCopy();
            if (request.path("kind").path("kind").asText().equals("ConfigMap")) {
                object.withObject("/metadata/labels").put(PROBED, "true");
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

    private MutatingWebhookConfiguration configuration(String name) {
        return new MutatingWebhookConfigurationBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .addNewWebhook()
                .withName("admission.example.com")
                .withClientConfig(server.clientConfig())
                .withRules(
                        of("", "configmaps", "services", "pods"),
                        of("apps", "deployments"),
                        of("networking.k8s.io", "ingresses"),
                        of("policy", "poddisruptionbudgets"),
                        of("autoscaling", "horizontalpodautoscalers"),
                        of("gateway.networking.k8s.io", "httproutes"))
                .withNamespaceSelector(server.namespaceSelector())
                .withAdmissionReviewVersions("v1")
                .withSideEffects("None")
                .endWebhook()
                .build();
    }

    private static RuleWithOperations of(String group, String... resources) {
        return new RuleWithOperationsBuilder()
                .withApiGroups(group)
                .withApiVersions("*")
                .withResources(resources)
                .withOperations("CREATE", "UPDATE")
                .build();
    }
}
