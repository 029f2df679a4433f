package com.dotscience.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Manifests;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** What people apply and send from {@code hack/}. */
class HackTest {

    private final Manifests ingress = Manifests.read(Path.of("hack/ingress-deployment-rbac.yml"));

    @Test
    void theIngressControllerSeesIngressesInEitherGroupAndWritesNothing() {
        assertThat(ingress.the(ClusterRole.class).getRules())
                .anySatisfy(rule -> {
                    assertThat(rule.getResources()).containsExactly("ingresses");
                    assertThat(rule.getApiGroups()).containsExactly("extensions", "networking.k8s.io");
                })
                .allSatisfy(rule -> {
                    assertThat(rule.getVerbs()).containsExactly("get", "list", "watch");
                    assertThat(rule.getResources()).doesNotContain("*", "secrets");
                });
        assertThat(ingress.the(ClusterRoleBinding.class).getSubjects())
                .singleElement()
                .satisfies(subject -> {
                    assertThat(subject.getNamespace()).isEqualTo("webrelay-ingress");
                    assertThat(subject.getName())
                            .isEqualTo(ingress.the(Deployment.class)
                                    .getSpec()
                                    .getTemplate()
                                    .getSpec()
                                    .getServiceAccountName());
                });
    }

    @Test
    void itsCredentialsComeFromTheSecretUnderBothSpellings() {
        List<EnvVar> environment = ingress.the(Deployment.class)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0)
                .getEnv();

        assertThat(environment)
                .extracting(variable -> variable.getName() + " "
                        + variable.getValueFrom().getSecretKeyRef().getName() + "/"
                        + variable.getValueFrom().getSecretKeyRef().getKey())
                .containsExactlyInAnyOrder(
                        "KEY webrelay-credentials/key",
                        "SECRET webrelay-credentials/secret",
                        "RELAY_KEY webrelay-credentials/key",
                        "RELAY_SECRET webrelay-credentials/secret");
    }

    /** The README has people make the namespace first. */
    @Test
    void allOfItIsInTheNamespaceThatIsThereAlready() {
        assertThat(ingress.objects())
                .extracting(HasMetadata::getKind)
                .containsExactlyInAnyOrder("ServiceAccount", "ClusterRole", "ClusterRoleBinding", "Deployment");
        assertThat(ingress.the(Deployment.class).getMetadata().getNamespace()).isEqualTo("webrelay-ingress");
    }

    @Test
    void thePayloadIsAPredictRequestWithAPicture() throws IOException {
        JsonNode request = new ObjectMapper().readTree(Files.readString(Path.of("hack/test_payload.json")));

        assertThat(request.path("instances")).isNotEmpty().allSatisfy(instance -> {
            BufferedImage picture =
                    ImageIO.read(new ByteArrayInputStream(instance.path("b64").binaryValue()));
            assertThat(picture.getWidth()).isEqualTo(32);
            assertThat(picture.getHeight()).isEqualTo(32);
        });
    }
}
