package com.dotscience.deployer.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dotscience.api.Deployment;
import com.dotscience.testing.Pure;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How many pods stay when nodes are emptied. */
@Pure
class BudgetTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource({"policy/v1, 1, 1", "policy/v1beta1, 1, 1", "policy/v1, 50%, '\"50%\"'"})
    void aBudgetIsMadeInTheVersionThatIsServed(String version, String asked, String written) throws Exception {
        HasMetadata budget = manifest(asked, version).optional().get(0);

        assertThat(JSON.<JsonNode>valueToTree(budget)).isEqualTo(JSON.readTree("""
                {
                  "apiVersion": "%s",
                  "kind": "PodDisruptionBudget",
                  "metadata": {
                    "namespace": "models",
                    "name": "ds-signs-1",
                    "labels": {"owner": "ds-deployer", "team": "vision"},
                    "annotations": {
                      "deployer.dotscience.com/identifier": "us", "name": "signs", "deployment": "1"}},
                  "spec": {"minAvailable": %s, "selector": {"matchLabels": {"deployment": "1"}}}
                }
                """.formatted(version, written)));
    }

    @Test
    void theDeploymentNotesThatOneBelongsToIt() {
        assertThat(manifest("1", "policy/v1").deployment().getMetadata().getAnnotations())
                .containsEntry("deployer.dotscience.com/kinds", "PodDisruptionBudget");
        assertThat(manifest("", "policy/v1").deployment().getMetadata().getAnnotations())
                .doesNotContainKey("deployer.dotscience.com/kinds");
    }

    @Test
    void noneIsMadeThatNobodyAsksForOrTheClusterDoesNotServe() {
        assertThat(manifest("", "policy/v1").optional()).isEmpty();
        assertThat(Manifest.of(model("1"), "us", IngressClassForm.FIELD).optional())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"half", "-", "%", "99999999999"})
    void anotherGatewaysNonsenseIsRefused(String asked) {
        assertThatThrownBy(() -> manifest(asked, "policy/v1"))
                .isInstanceOf(InvalidModelDeploymentException.class)
                .hasMessageContaining("deployment.min_available is " + asked);
    }

    private static Manifest manifest(String minAvailable, String version) {
        return Manifest.of(
                model(minAvailable),
                "us",
                IngressClassForm.FIELD,
                new ServedVersions(Map.of("PodDisruptionBudget", version)));
    }

    private static Deployment model(String minAvailable) {
        Deployment.Builder wanted = Deployment.newBuilder()
                .setId("1")
                .setNamespace("models")
                .setName("signs")
                .putLabels("team", "vision");
        wanted.getDeploymentBuilder().setImage("model:1").setMinAvailable(minAvailable);
        return wanted.build();
    }
}
