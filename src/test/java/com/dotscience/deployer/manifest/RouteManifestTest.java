package com.dotscience.deployer.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dotscience.api.Deployment;
import com.dotscience.api.IngressSpec;
import com.dotscience.api.RouteParent;
import com.dotscience.api.ServicePort;
import com.dotscience.testing.Pure;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An HTTPRoute of the Gateway API in place of an Ingress. */
@Pure
class RouteManifestTest {

    private static final ServedVersions SERVED =
            new ServedVersions(Map.of("HTTPRoute", "gateway.networking.k8s.io/v1"));

    private final ObjectMapper json = new ObjectMapper();
    private final Deployment.Builder wanted = Deployment.newBuilder().setId("1").setName("signs");

    RouteManifestTest() {
        wanted.getDeploymentBuilder().setImage("model:1").addPorts(8501);
        wanted.getServiceBuilder()
                .addPorts(ServicePort.newBuilder().setName("api").setPort(9502))
                .addPorts(ServicePort.newBuilder().setName("model-http").setPort(80));
        wanted.getIngressBuilder()
                .setHost("signs.example.com")
                .addRouteParents(RouteParent.newBuilder().setNamespace("infra").setName("public"));
    }

    @Test
    void itSaysWhatTheApiServerWouldFillIn() throws JsonProcessingException {
        wanted.getIngressBuilder()
                .addAdditionalHosts("signs.example.org")
                .setPath("/signs")
                .addRouteParents(RouteParent.newBuilder().setName("local").setSectionName("https"));

        assertThat(json.valueToTree(manifest().optional().get(0)).path("spec")).isEqualTo(json.readTree("""
                        {"hostnames": ["signs.example.com", "signs.example.org"],
                         "parentRefs": [
                           {"group": "gateway.networking.k8s.io", "kind": "Gateway", "name": "public", "namespace": "infra"},
                           {"group": "gateway.networking.k8s.io", "kind": "Gateway", "name": "local", "sectionName": "https"}],
                         "rules": [{
                           "matches": [{"path": {"type": "PathPrefix", "value": "/signs"}}],
                           "backendRefs": [{"kind": "Service", "name": "ds-signs-1", "port": 80, "weight": 1}]}]}
                        """));
    }

    @Test
    void itIsMadeInTheVersionThatTheClusterServes() {
        Manifest older = Manifest.of(
                wanted.build(),
                "us",
                IngressClassForm.FIELD,
                new ServedVersions(Map.of("HTTPRoute", "gateway.networking.k8s.io/v1beta1")));

        assertThat(json.<ObjectNode>valueToTree(older.optional().get(0)))
                .isEqualTo(json.<ObjectNode>valueToTree(manifest().optional().get(0))
                        .put("apiVersion", "gateway.networking.k8s.io/v1beta1"));
    }

    @Test
    void itTakesThePlaceOfTheIngressAlsoWhereItCannotBeMade() {
        assertThat(manifest().ingress()).isEmpty();
        assertThat(Manifest.of(wanted.build(), "us", IngressClassForm.FIELD).objects())
                .extracting(object -> object.getKind())
                .containsExactly("Deployment", "Service");
    }

    @ParameterizedTest
    @CsvSource({"'', PathPrefix", "Prefix, PathPrefix", "Exact, Exact"})
    void itsPathIsComparedAsIsAskedFor(String asked, String written) {
        wanted.getIngressBuilder().setPathType(asked);

        assertThat(json.valueToTree(manifest().optional().get(0))
                        .at("/spec/rules/0/matches/0/path")
                        .toString())
                .isEqualTo("{\"type\":\"" + written + "\",\"value\":\"/\"}");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10, 50, 99, 100})
    void itLeadsToTheCanaryByItsWeight(int weight) throws JsonProcessingException {
        wanted.getCanaryBuilder().setWeight(weight);

        assertThat(json.valueToTree(manifest().optional().get(0)).at("/spec/rules/0/backendRefs"))
                .isEqualTo(json.readTree("""
                        [{"kind": "Service", "name": "ds-signs-1", "port": 80, "weight": %d},
                         {"kind": "Service", "name": "ds-signs-canary-1", "port": 80, "weight": %d}]
                        """.formatted(100 - weight, weight)));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 101})
    void aWeightThatIsNoPartOfAHundredIsRefused(int weight) {
        wanted.getCanaryBuilder().setWeight(weight);

        assertThatThrownBy(this::manifest)
                .isInstanceOf(InvalidModelDeploymentException.class)
                .hasMessageStartingWith("canary.weight is " + weight + ": it has to be from 0 to 100");
    }

    @Test
    void withoutAServiceThereIsNone() {
        wanted.clearService();

        assertThat(manifest().objects()).extracting(object -> object.getKind()).containsExactly("Deployment");
    }

    @Test
    void whatIsOfAnIngressIsRefused() {
        refused(ingress -> ingress.setClass_("nginx"), "ingress.class is of an Ingress");
        refused(ingress -> ingress.setTlsSecret("cert"), "ingress.tls_secret is of an Ingress");
        refused(ingress -> ingress.putAnnotations("a", "b"), "ingress.annotations is of an Ingress");
        refused(
                ingress -> ingress.setPathType("ImplementationSpecific"),
                "ingress.path_type has to be Prefix or Exact");
        refused(ingress -> ingress.setPath("/a;"), "ingress.path has to be / followed by");
    }

    private void refused(Consumer<IngressSpec.Builder> mistake, String message) {
        IngressSpec before = wanted.getIngress();
        mistake.accept(wanted.getIngressBuilder());

        assertThatThrownBy(this::manifest)
                .isInstanceOf(InvalidModelDeploymentException.class)
                .hasMessageStartingWith(message);
        wanted.setIngress(before);
    }

    private Manifest manifest() {
        return Manifest.of(wanted.build(), "us", IngressClassForm.FIELD, SERVED);
    }
}
