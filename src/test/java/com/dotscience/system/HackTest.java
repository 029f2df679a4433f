package com.dotscience.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Embedded;
import com.dotscience.testing.Manifests;
import com.dotscience.testing.roadsigns.Examples;
import com.dotscience.testing.roadsigns.Painter;
import com.dotscience.testing.roadsigns.Png;
import com.dotscience.testing.roadsigns.RoadSigns;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people apply and send from {@code hack/}. */
@Embedded
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

    /** {@code docs/install.md} has people make the namespace first. */
    @Test
    void allOfItIsInTheNamespaceThatIsThereAlready() {
        assertThat(ingress.objects())
                .extracting(HasMetadata::getKind)
                .containsExactlyInAnyOrder("ServiceAccount", "ClusterRole", "ClusterRoleBinding", "Deployment");
        assertThat(ingress.the(Deployment.class).getMetadata().getNamespace()).isEqualTo("webrelay-ingress");
    }

    /** The tutorial's form; what the model says to it is held against the same sign where it is served. */
    @Test
    void thePayloadIsAPredictRequestWithAPictureOfTheSignThatItsTestsExpect() throws IOException {
        JsonNode request = new ObjectMapper().readTree(Examples.REQUEST.toFile());
        RoadSigns signs = RoadSigns.load();

        assertThat(request.properties())
                .singleElement()
                .satisfies(all -> assertThat(all.getKey()).isEqualTo("instances"));
        assertThat(request.path("instances"))
                .singleElement()
                .satisfies(instance -> assertThat(instance.path("input_image_bytes"))
                        .singleElement()
                        .satisfies(picture -> assertThat(new Png().read(picture.binaryValue()))
                                .isEqualTo(new Painter()
                                        .clear(signs.get(signs.names().indexOf(Examples.SIGN))))));
    }

    @Test
    void theClassesFileNamesTheSignsInTheModelsOrder() throws IOException {
        JsonNode classes = new ObjectMapper().readTree(Examples.CLASSES.toFile());
        List<String> names = RoadSigns.load().names();

        assertThat(classes).hasSize(names.size());
        for (int i = 0; i < names.size(); i++) {
            assertThat(classes.path(Integer.toString(i)).asText()).isEqualTo(names.get(i));
        }
    }
}
