package com.dotscience.deployer.resources;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.Deployment;
import com.dotscience.api.Version;
import com.dotscience.testing.Pure;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Pure
class ResourceReadingTest {

    private static final Map<String, ?> WITH_PROXY =
            Map.of("image", "example/model:1", "proxy", Map.of("classes", List.of("cat", "dog")));

    @Test
    void theRevisionIsTheGenerationByWhichAStatusTellsWhatItSpeaksOf() {
        ResourceReading reading = read(resource(Map.of("image", "example/model:1")), Optional.empty());

        assertThat(reading.wanted().getRevision()).isEqualTo(7);
        assertThat(reading.refusal()).isEmpty();
    }

    @Test
    void whatIsWrongIsOneSentenceAndTheNamesCanBeReadAllTheSame() {
        ResourceReading reading = read(
                resource(Map.of("image", "example/model:1", "replicas", "two", "ports", "8501")), Optional.empty());

        assertThat(reading.refusal().orElseThrow().split("; "))
                .containsExactlyInAnyOrder("spec.replicas: must be a whole number", "spec.ports: must be a list");
        assertThat(reading.wanted())
                .returns("signs", Deployment::getName)
                .returns("models", Deployment::getNamespace)
                .returns(7L, Deployment::getRevision);
    }

    /** Each field alone is right, so that neither the schema nor the API server finds anything. */
    @ParameterizedTest
    @MethodSource("wrongTogether")
    void whatIsWrongOnlyTogetherIsRefusedInTheWordsOfTheGateway(String sentence, Map<String, ?> spec) {
        ResourceReading reading = read(resource(spec), Optional.empty());

        assertThat(reading.refusal()).contains(sentence);
        assertThat(reading.wanted())
                .returns("signs", Deployment::getName)
                .returns("models", Deployment::getNamespace)
                .returns(7L, Deployment::getRevision);
    }

    static Stream<Arguments> wrongTogether() {
        Map<String, ?> proxy = Map.of("classes", List.of("cat", "dog"));
        return Stream.of(
                wrong(
                        "drain must be 0 where there is a model-proxy, which drains by itself",
                        Map.of("proxy", proxy, "drain", Map.of("seconds", 10))),
                wrong(
                        "termination grace period must be longer than the drain of 30 s, or 0 for 30 s beside it, not 30",
                        Map.of("terminationGracePeriodSeconds", 30, "drain", Map.of("seconds", 30))),
                wrong(
                        "start-up time needs a readiness: otherwise nothing says when the start is over",
                        Map.of("startUpSeconds", 600, "readiness", Map.of("type", "None"))),
                wrong(
                        "readiness path is for HTTP, not for TCP",
                        Map.of("readiness", Map.of("type", "TCP", "path", "/up"))),
                wrong(
                        "max surge must be empty with the strategy Recreate, which ends all old pods first",
                        Map.of("rollout", Map.of("strategy", "Recreate", "maxSurge", "1"))),
                wrong(
                        "max surge and max unavailable must not both be 0: no pod could be updated",
                        Map.of("rollout", Map.of("maxSurge", "0", "maxUnavailable", "0"))),
                wrong(
                        "request of memory must be at most its limit 1Gi, not 2Gi",
                        Map.of(
                                "resources",
                                Map.of("limits", Map.of("memory", "1Gi"), "requests", Map.of("memory", "2Gi")))),
                wrong(
                        "env 'MODE' is given twice",
                        Map.of(
                                "env",
                                List.of(
                                        Map.of("name", "MODE", "value", "fast"),
                                        Map.of("name", "MODE", "value", "slow")))),
                wrong(
                        "ingress class is for an Ingress, and route parents ask for an HTTPRoute in its place: ask for"
                                + " one of them",
                        Map.of(
                                "ingress",
                                Map.of(
                                        "host",
                                        "signs.example.com",
                                        "class",
                                        "nginx",
                                        "routeParents",
                                        List.of(Map.of("name", "public"))))),
                wrong("port 8501 is given twice", Map.of("ports", List.of(8501, 8501))));
    }

    private static Arguments wrong(String sentence, Map<String, ?> fields) {
        Map<String, Object> spec = new HashMap<>(fields);
        spec.put("image", "example/model:1");
        return Arguments.of(sentence, spec);
    }

    @Test
    void whatThisClusterIsTooOldForIsRefusedInTheWordsOfTheGateway() {
        GenericKubernetesResource drained = resource(Map.of("image", "example/model:1", "drain", Map.of("seconds", 5)));

        assertThat(ResourceReading.of(drained, Optional.empty(), () -> "v1.29.3")
                        .refusal())
                .contains(
                        "drain needs Kubernetes 1.30, and this cluster has v1.29.3: let the image sleep, if it has the"
                                + " command sleep, or ask without");
        assertThat(ResourceReading.of(drained, Optional.empty(), () -> "v1.30.0")
                        .refusal())
                .isEmpty();
    }

    private static ResourceReading read(GenericKubernetesResource resource, Optional<Deployment> present) {
        return ResourceReading.of(resource, present, () -> "");
    }

    @Test
    void aNewModelIsReadyWhenItListensOrWhenTheProxyOfThisVersionSaysSo() {
        assertThat(read(resource(Map.of("image", "example/model:1")), Optional.empty())
                        .wanted()
                        .getDeployment()
                        .getReadiness()
                        .getType())
                .isEqualTo("TCP");
        Deployment proxied = read(resource(WITH_PROXY), Optional.empty()).wanted();
        assertThat(proxied.getDeployment().hasReadiness()).isFalse();
        assertThat(proxied.getMetrics().getImage())
                .isEqualTo("quay.io/dotmesh/dotscience-model-proxy:" + Version.current());
    }

    /** Another deployer of this project made it, and an upgrade restarts no pod. */
    @Test
    void aModelThatIsThereKeepsItsProxyAndItsReadiness() {
        Optional<Deployment> older = PresentModel.of(objects("""
                - name: model
                  image: example/model:1
                - name: proxy
                  image: quay.io/dotmesh/dotscience-model-proxy:0.0.1
                """));
        Optional<Deployment> listening = PresentModel.of(objects("""
                - name: model
                  image: example/model:1
                  readinessProbe: {tcpSocket: {port: 8501}}
                """));

        assertThat(read(resource(WITH_PROXY), older).wanted().getMetrics().getImage())
                .isEqualTo("quay.io/dotmesh/dotscience-model-proxy:0.0.1");
        assertThat(read(resource(Map.of("image", "example/model:1")), older)
                        .wanted()
                        .getDeployment()
                        .hasReadiness())
                .isFalse();
        assertThat(read(resource(Map.of("image", "example/model:1")), listening)
                        .wanted()
                        .getDeployment()
                        .getReadiness()
                        .getType())
                .isEqualTo("TCP");
        assertThat(PresentModel.of(List.of())).isEmpty();
    }

    private static List<HasMetadata> objects(String containers) {
        var read = Serialization.unmarshal(
                "apiVersion: apps/v1\nkind: Deployment\nspec:\n  template:\n    spec:\n      containers:\n"
                        + containers.indent(6),
                io.fabric8.kubernetes.api.model.apps.Deployment.class);
        return List.of(new DeploymentBuilder(read).build());
    }

    private static GenericKubernetesResource resource(Map<String, ?> spec) {
        GenericKubernetesResource resource = new GenericKubernetesResource();
        resource.setMetadata(new ObjectMetaBuilder()
                .withNamespace("models")
                .withName("signs")
                .withGeneration(7L)
                .build());
        resource.setAdditionalProperties(Map.of("spec", spec));
        return resource;
    }
}
