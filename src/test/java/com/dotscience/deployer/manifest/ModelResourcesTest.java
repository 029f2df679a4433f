package com.dotscience.deployer.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dotscience.testing.Pure;
import org.junit.jupiter.api.Test;

/** What the model's container is guaranteed and the most it gets, to the letter. */
@Pure
class ModelResourcesTest {

    @Test
    void quantitiesAreWrittenAsTheApiServerWritesThem() throws Exception {
        assertThat(ModelContainers.json("""
                        deployment { resources {
                          requests { key: 'cpu' value: '0.5' } limits { key: 'cpu' value: '2000m' }
                          requests { key: 'memory' value: '1024Mi' } limits { key: 'memory' value: '1.5Gi' }
                          limits { key: 'nvidia.com/gpu' value: '1' } } }
                        """)).isEqualTo(ModelContainers.read("""
                {"name": "model", "image": "model:1", "securityContext": {"allowPrivilegeEscalation": false},
                 "resources": {
                   "limits": {"cpu": "2", "memory": "1536Mi", "nvidia.com/gpu": "1"},
                   "requests": {"cpu": "500m", "memory": "1Gi"}}}
                """));
    }

    @Test
    void whatIsNoQuantityIsRefusedInWords() {
        assertThatThrownBy(
                        () -> ModelContainers.json("deployment { resources { limits { key: 'cpu' value: '1e3' } } }"))
                .isInstanceOf(InvalidModelDeploymentException.class)
                .hasMessage(
                        "deployment.resources.limits has 1e3 of cpu: it has to be a quantity such as 500m, 2 or 8Gi");
    }
}
