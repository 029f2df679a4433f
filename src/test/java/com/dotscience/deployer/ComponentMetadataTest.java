package com.dotscience.deployer;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.deployer.apply.KubernetesObjectsComponent;
import com.dotscience.deployer.cluster.ClusterComponent;
import com.dotscience.deployer.gateway.GatewayComponent;
import com.dotscience.deployer.work.WorkComponent;
import com.dotscience.testing.Pure;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.Component;
import org.apache.camel.Endpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tools that know Camel's components know ours, too: by files that say what the code says. */
@Pure
class ComponentMetadataTest {

    private static final Path RESOURCES = Path.of("src", "main", "resources");
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    @ParameterizedTest
    @MethodSource("annotated")
    void whatIsSaidOfAComponentIsWhatItsAnnotationsSay(ComponentMetadata metadata) throws IOException {
        assertThat(Files.readString(RESOURCES.resolve(metadata.place()))).isEqualTo(metadata.json());
    }

    /** Its options are those of camel-kubernetes' producers. */
    @Test
    void ofTheOneBesideCamelsOwnTheOptionsAreTheirs() throws IOException {
        Path place = RESOURCES.resolve("META-INF/com/dotscience/deployer/apply/kubernetes-objects.json");

        assertThat(Files.readString(place)).isEqualTo(kubernetesObjects());
    }

    @Test
    void eachIsListed() throws IOException {
        Properties listed = new Properties();
        try (var file =
                Files.newBufferedReader(RESOURCES.resolve("META-INF/services/org/apache/camel/component.properties"))) {
            listed.load(file);
        }

        assertThat(listed.getProperty("components").split(" "))
                .containsExactly("cluster", "gateway", "kubernetes-objects", "work");
        assertThat(listed.getProperty("groupId")).isEqualTo("com.dotscience");
    }

    static List<ComponentMetadata> annotated() throws ClassNotFoundException {
        return List.of(
                metadata(ClusterComponent.class, "What happens to the objects of model deployments in the cluster."),
                metadata(GatewayComponent.class, "The calls to a Gateway, and what it streams."),
                metadata(WorkComponent.class, "Queues of work: which id is worked on next, when, and by whom."));
    }

    private static ComponentMetadata metadata(Class<? extends Component> component, String description)
            throws ClassNotFoundException {
        String endpoint = component.getName().replaceFirst("Component$", "Endpoint");
        return new ComponentMetadata(component, Class.forName(endpoint).asSubclass(Endpoint.class), description);
    }

    static String kubernetesObjects() throws IOException {
        String theirs = "/META-INF/org/apache/camel/component/kubernetes/deployments/kubernetes-deployments.json";
        try (InputStream file = ComponentMetadataTest.class.getResourceAsStream(theirs)) {
            ObjectNode all = (ObjectNode) JSON.readTree(file);
            ObjectNode component = (ObjectNode) all.get("component");
            component
                    .put("name", "kubernetes-objects")
                    .put("title", "Kubernetes Objects")
                    .put("description", "Writes objects of any kind to the Kubernetes API, each with one request.")
                    .put("firstVersion", "0.1.0")
                    .put("javaType", KubernetesObjectsComponent.class.getName())
                    .put("groupId", "com.dotscience")
                    .put("artifactId", "dotscience-deployer")
                    .put("scheme", "kubernetes-objects")
                    .put("syntax", "kubernetes-objects:masterUrl")
                    .put("producerOnly", true);
            component.remove("version");
            all.remove("headers");
            withoutConsumers((ObjectNode) all.get("componentProperties"));
            withoutConsumers((ObjectNode) all.get("properties"));
            return JSON.writeValueAsString(all) + "\n";
        }
    }

    private static void withoutConsumers(ObjectNode properties) {
        properties.properties().forEach(each -> ((ObjectNode) each.getValue()).remove("index"));
        properties.remove(properties.properties().stream()
                .filter(each -> isForConsumers(each.getValue()))
                .map(Map.Entry::getKey)
                .toList());
    }

    private static boolean isForConsumers(JsonNode property) {
        return property.path("label").asText().contains("consumer");
    }
}
