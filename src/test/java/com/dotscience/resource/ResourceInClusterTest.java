package com.dotscience.resource;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.Deployment;
import com.dotscience.testing.Pure;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@Pure
class ResourceInClusterTest {

    private static final Defaults DEFAULTS = new Defaults("quay.io/dotmesh/dotscience-model-proxy:9.9.9");

    /** As Python has it: {@code uuid5(uuid5(NAMESPACE_DNS, "modeldeployments.dotscience.com"), "default/roadsigns")}. */
    @Test
    void theIdIsTheUuidOfNamespaceAndName() {
        assertThat(ResourceInCluster.id("default", "roadsigns")).isEqualTo("88d6ac6e-3a5c-5668-a3fd-4b6fac494e42");
        assertThat(ResourceInCluster.id("models", "roadsigns")).isEqualTo("d54053df-2916-5b1d-95b8-7179c0a5bf18");
    }

    @Test
    void itAsksForWhatAFileAsksForInItsNamespaceAndWhicheverDeployerItNames() {
        for (Map<String, ?> spec : List.<Map<String, ?>>of(
                Map.of("image", "example/model:1", "replicas", 2),
                Map.of("image", "example/model:1", "replicas", 2, "deployer", "elsewhere"))) {
            ResourceInCluster resource = resource(Map.of("team", "vision"), spec);

            Deployment wanted = resource.read(DEFAULTS);

            assertThat(resource.problems()).isEmpty();
            assertThat(wanted.getId()).isEqualTo("d54053df-2916-5b1d-95b8-7179c0a5bf18");
            assertThat(wanted.getNamespace()).isEqualTo("models");
            assertThat(wanted.getName()).isEqualTo("roadsigns");
            assertThat(wanted.getLabelsMap()).isEqualTo(Map.of("team", "vision"));
            assertThat(wanted.getDeployment().getReplicas()).isEqualTo(2);
            assertThat(wanted.getDeployment().getPortsList()).containsExactly(8501);
            assertThat(wanted.getService().getPorts(0).getName()).isEqualTo("model-http");
        }
    }

    /** A cluster without a Gateway has nobody who lets changes wait, and to leave the windows out would be to change at any time. */
    @Test
    void maintenanceWindowsAreRefusedAsOnlyAGatewayKnowsThem() {
        Map<String, ?> window = Map.of("cron", "0 2 * * SUN", "timeZone", "Europe/Berlin", "length", "2h");

        assertThat(resource(Map.of(), Map.of("image", "example/model:1", "maintenanceWindows", List.of(window)))
                        .problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "spec.maintenanceWindows: only a Gateway lets changes wait: leave it out here, or ask the"
                                + " Gateway for the model deployment");
    }

    /** Argo CD would take the Deployment for one of its own that is not in the repository, and delete it. */
    @Test
    void theMarksOfToolsAreNotPassedOn() {
        Map<String, String> marks = Map.of(
                "app.kubernetes.io/instance", "models",
                "app.kubernetes.io/managed-by", "Helm",
                "argocd.argoproj.io/instance", "models",
                "kustomize.toolkit.fluxcd.io/name", "models",
                "helm.toolkit.fluxcd.io/name", "models",
                "app.kubernetes.io/part-of", "signs");

        assertThat(resource(marks, Map.of("image", "example/model:1"))
                        .read(DEFAULTS)
                        .getLabelsMap())
                .isEqualTo(Map.of("app.kubernetes.io/part-of", "signs"));
    }

    @Test
    void theValueOfASecretIsRefusedUnlessSomebodySaysThatItIsNone() {
        Map<String, ?> spec = Map.of(
                "image",
                "example/model:1",
                "env",
                List.of(Map.of("name", "A", "value", "b"), Map.of("name", "HF_TOKEN", "value", "hf_1234")));

        assertThat(resource(Map.of(), spec).problems())
                .extracting(Problem::toString)
                .containsExactly("spec.env[1].value: HF_TOKEN looks like the name of a secret, and whoever may see the"
                        + " model deployment would see its value. Make a Secret in the cluster: kubectl -n models create"
                        + " secret generic SECRET --from-literal=KEY=..., and give valueFrom: {secretKeyRef: {name:"
                        + " SECRET, key: KEY}} instead; or annotate the resource with dotscience.com/plain: \"true\","
                        + " if it is none");
        assertThat(new ResourceInCluster("models", "roadsigns", Map.of(), Map.of("dotscience.com/plain", "true"), spec)
                        .problems())
                .isEmpty();
    }

    @Test
    void whatIsWrongIsSaidAsOfAFileAndTheRestCanBeRead() {
        ResourceInCluster wrong = resource(
                Map.of(),
                Map.of(
                        "image",
                        "example/model:1",
                        "resources",
                        Map.of("limits", Map.of("memory", "lots")),
                        "ports",
                        "8501"));

        assertThat(wrong.problems())
                .extracting(Problem::toString)
                .containsExactlyInAnyOrder(
                        "spec.resources.limits.memory: 'lots' is no quantity such as 500m, 2 or 8Gi",
                        "spec.ports: must be a list");
        assertThat(wrong.readable().getDeployment().getImage()).isEqualTo("example/model:1");
        assertThat(wrong.readable().getId()).isEqualTo("d54053df-2916-5b1d-95b8-7179c0a5bf18");
    }

    private static ResourceInCluster resource(Map<String, String> labels, Map<String, ?> spec) {
        return new ResourceInCluster("models", "roadsigns", labels, Map.of(), spec);
    }
}
