package com.dotscience.deployer.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dotscience.testing.Pure;
import org.junit.jupiter.api.Test;

/** How images are pulled, and the memory that processes share, to the letter. */
@Pure
class ImagesAndMemoryTest {

    @Test
    void thePodHasThePullSecretsAndTheMemoryAndTheModelHasItsPolicyAndMount() throws Exception {
        assertThat(ModelContainers.template("""
                        deployment {
                          image_pull_policy: 'Always' shared_memory: '2048Mi'
                          image_pull_secrets { name: 'hub' } image_pull_secrets { name: 'quay' } image_pull_secrets { name: 'hub' }
                        }
                        """).path("spec")).isEqualTo(ModelContainers.read("""
                {"automountServiceAccountToken": false,
                 "securityContext": {"seccompProfile": {"type": "RuntimeDefault"}},
                 "imagePullSecrets": [{"name": "hub"}, {"name": "quay"}],
                 "volumes": [{"name": "shared-memory", "emptyDir": {"medium": "Memory", "sizeLimit": "2Gi"}}],
                 "containers": [
                   {"name": "model", "image": "model:1", "imagePullPolicy": "Always",
                    "volumeMounts": [{"name": "shared-memory", "mountPath": "/dev/shm"}],
                    "securityContext": {"allowPrivilegeEscalation": false}}]}
                """));
    }

    @Test
    void thePodHasTheLabelsThatItsNodeMustHave() throws Exception {
        assertThat(ModelContainers.template("""
                        deployment { node_selector { key: 'disk' value: 'ssd' } node_selector { key: 'a.b/zone' value: 'eu' } }
                        """).at("/spec/nodeSelector")).isEqualTo(ModelContainers.read("""
                {"disk": "ssd", "a.b/zone": "eu"}
                """));
    }

    @Test
    void thePodSaysWhenItWasAskedToBeRestarted() throws Exception {
        assertThat(ModelContainers.template("deployment { restarted_at: '2026-11-27T06:00:00Z' }")
                        .at("/metadata/annotations"))
                .isEqualTo(ModelContainers.read("""
                {"kubectl.kubernetes.io/restartedAt": "2026-11-27T06:00:00Z"}
                """));
    }

    @Test
    void whatIsNoQuantityIsRefusedInWords() {
        assertThatThrownBy(() -> ModelContainers.json("deployment { shared_memory: 'much' }"))
                .isInstanceOf(InvalidModelDeploymentException.class)
                .hasMessage("deployment.shared_memory is much: it has to be a quantity such as 500m, 2 or 8Gi");
    }
}
