package com.dotscience.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Embedded;
import com.dotscience.testing.Kubectl;
import com.dotscience.testing.Manifests;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What kustomize makes of the folders under {@code kubernetes/}. */
@Embedded
class OverlaysTest {

    private static final Path KUBERNETES = Path.of("kubernetes");

    private final Manifests base = Manifests.read(KUBERNETES.resolve("install.yaml"));

    @Test
    void theOneFileIsWhatKustomizeMakesOfTheFolder() throws IOException {
        assertThat(Kubectl.kustomize(KUBERNETES)).isEqualTo(Files.readString(KUBERNETES.resolve("install.yaml")));
    }

    @Test
    void theNamespacedRoleIsTheClusterRoleLessWhatIsNotInIts() {
        Manifests overlay = overlay("namespaced");

        assertThat(overlay.the(Role.class, "default").getRules())
                .isEqualTo(without(
                        base.the(ClusterRole.class).getRules(),
                        rule -> rule.getResources().contains("ingressclasses")
                                || rule.getResources().contains("leases")));
        RoleBinding binding = overlay.the(RoleBinding.class, "default");
        assertThat(binding.getSubjects())
                .isEqualTo(base.the(ClusterRoleBinding.class).getSubjects());
        assertThat(binding.getRoleRef().getKind()).isEqualTo("Role");
        assertThat(binding.getRoleRef().getName())
                .isEqualTo(overlay.the(Role.class, "default").getMetadata().getName());
        assertThat(others(overlay)).containsExactlyInAnyOrderElementsOf(others(base));
    }

    @Test
    void theNamespacedDeployerWatchesWhereItsRoleIs() {
        Manifests overlay = overlay("namespaced");
        String namespace = overlay.the(Role.class, "default").getMetadata().getNamespace();
        Deployment deployment = overlay.the(Deployment.class);
        EnvVar limit = new EnvVar("DEPLOYER_NAMESPACES", namespace, null);

        assertThat(overlay.the(RoleBinding.class, "default").getMetadata().getNamespace())
                .isEqualTo(namespace);
        assertThat(container(deployment).getEnv()).contains(limit);
        container(deployment).getEnv().remove(limit);
        assertThat(deployment).isEqualTo(base.the(Deployment.class));
    }

    @Test
    void oneDeployerIsTheSameButForTheOther() {
        Manifests overlay = overlay("one");
        Deployment expected = new DeploymentBuilder(base.the(Deployment.class))
                .editSpec()
                .withReplicas(1)
                .endSpec()
                .build();

        assertThat(overlay.the(Deployment.class)).isEqualTo(expected);
        assertThat(without(overlay.objects(), Deployment.class::isInstance))
                .containsExactlyInAnyOrderElementsOf(without(base.objects(), Deployment.class::isInstance));
    }

    @Test
    void onOpenShiftThePodNamesNoUser() {
        Manifests overlay = overlay("openshift");

        Deployment expected = new DeploymentBuilder(base.the(Deployment.class))
                .editSpec()
                .editTemplate()
                .editSpec()
                .editSecurityContext()
                .withRunAsUser(null)
                .withRunAsGroup(null)
                .endSecurityContext()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
        assertThat(overlay.the(Deployment.class)).isEqualTo(expected);
        assertThat(without(overlay.objects(), Deployment.class::isInstance))
                .containsExactlyInAnyOrderElementsOf(without(base.objects(), Deployment.class::isInstance));
    }

    @Test
    void withResourcesItIsTheSameDeployerWithTheirDefinitionAndARoleForThem() {
        Manifests overlay = overlay("gitops");
        Deployment deployment = overlay.the(Deployment.class);
        EnvVar reads = new EnvVar("DEPLOYER_RESOURCES_ENABLED", "true", null);

        assertThat(overlay.objects()).containsAll(without(base.objects(), Deployment.class::isInstance));
        assertThat(without(overlay.objects(), base.objects()::contains))
                .extracting(
                        object -> object.getKind() + " " + object.getMetadata().getName())
                .containsExactlyInAnyOrder(
                        "CustomResourceDefinition modeldeployments.dotscience.com",
                        "ClusterRole dotscience-deployer-resources",
                        "ClusterRoleBinding dotscience-deployer-resources",
                        "Deployment dotscience-deployer");
        assertThat(container(deployment).getEnv()).contains(reads);
        container(deployment).getEnv().remove(reads);
        assertThat(deployment).isEqualTo(base.the(Deployment.class));
    }

    @Test
    void withoutAGatewayThereIsNoTokenAndSomebodyElseSaysWhoseTheObjectsAre() {
        Manifests overlay = overlay("gitops-only");
        Deployment deployment = overlay.the(Deployment.class);

        assertThat(without(overlay.objects(), Deployment.class::isInstance))
                .containsExactlyInAnyOrderElementsOf(
                        without(overlay("gitops").objects(), Deployment.class::isInstance));
        assertThat(environment(deployment, "DEPLOYER_GATEWAY_ENABLED")).isEqualTo("false");
        assertThat(environment(deployment, "DEPLOYER_IDENTITY")).isNotEmpty();
        assertThat(container(deployment).getEnv())
                .extracting(EnvVar::getName)
                .doesNotContain("TOKEN_FILE", "DEPLOYER_IDENTITY_FILE", "GATEWAY_ADDRESS");
        assertThat(pod(deployment).getVolumes()).noneMatch(volume -> volume.getSecret() != null);
        assertThat(container(deployment).getVolumeMounts())
                .noneMatch(mount -> mount.getMountPath().contains("secrets"));
    }

    @Test
    void theOverlayOfOptionalKindsAddsTheirRightsAndNothingElse() {
        Manifests overlay = overlay("optional-kinds");
        Predicate<HasMetadata> added =
                object -> object.getMetadata().getName().equals("dotscience-deployer-optional-kinds");

        assertThat(without(overlay.objects(), added)).containsExactlyInAnyOrderElementsOf(base.objects());
        assertThat(overlay.objects().stream().filter(added))
                .extracting(HasMetadata::getKind)
                .containsExactlyInAnyOrder("ClusterRole", "ClusterRoleBinding");
        assertThat(overlay.objects().stream()
                        .filter(ClusterRoleBinding.class::isInstance)
                        .map(ClusterRoleBinding.class::cast)
                        .map(ClusterRoleBinding::getSubjects)
                        .distinct())
                .containsExactly(base.the(ClusterRoleBinding.class).getSubjects());
    }

    @Test
    void aGatewayKeepsItsDatabaseOnAVolumeThatOneOfItUses() {
        Manifests gateway = gateway();
        Deployment deployment = gateway.the(Deployment.class);

        assertThat(deployment.getSpec().getReplicas()).isEqualTo(1);
        assertThat(deployment.getSpec().getStrategy().getType()).isEqualTo("Recreate");
        PersistentVolumeClaim claim = gateway.the(PersistentVolumeClaim.class);
        assertThat(pod(deployment).getVolumes()).anySatisfy(volume -> {
            assertThat(volume.getName()).isEqualTo("data");
            assertThat(volume.getPersistentVolumeClaim().getClaimName())
                    .isEqualTo(claim.getMetadata().getName());
        });
        assertThat(mountPath(deployment, "data")).isEqualTo(environment(deployment, "DS_GATEWAY_DATA"));
        assertThat(pod(deployment).getSecurityContext().getFsGroup()).isPositive();
    }

    @Test
    void aGatewayIsReachedByTlsWithTheCertificateOfASecret() {
        Deployment deployment = gateway().the(Deployment.class);
        String mounted = mountPath(deployment, "certificate");

        assertThat(environment(deployment, "DS_GATEWAY_TLS_CERT")).isEqualTo(mounted + "/tls.crt");
        assertThat(environment(deployment, "DS_GATEWAY_TLS_KEY")).isEqualTo(mounted + "/tls.key");
        assertThat(container(deployment).getEnv()).extracting(EnvVar::getName).doesNotContain("DS_GATEWAY_INSECURE");
        assertThat(gateway().the(Service.class).getSpec().getPorts())
                .extracting(ServicePort::getPort)
                .containsExactly(8800, 8080);
        assertThat(container(deployment).getPorts())
                .extracting(ContainerPort::getContainerPort)
                .containsExactly(8800, 8080);
    }

    @Test
    void aGatewayMeetsTheRestrictedStandard() {
        Deployment deployment = gateway().the(Deployment.class);
        PodSpec pod = pod(deployment);

        assertThat(gateway().the(Namespace.class).getMetadata().getLabels())
                .containsEntry("pod-security.kubernetes.io/enforce", "restricted");
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(container(deployment).getSecurityContext())
                .isEqualTo(container(base.the(Deployment.class)).getSecurityContext());
    }

    private static Manifests overlay(String name) {
        return Manifests.parse(Kubectl.kustomize(KUBERNETES.resolve("overlays").resolve(name)));
    }

    private static Manifests gateway() {
        return Manifests.parse(Kubectl.kustomize(KUBERNETES.resolve("gateway")));
    }

    private static <T> List<T> without(List<T> all, Predicate<T> some) {
        return all.stream().filter(some.negate()).toList();
    }

    /** What is neither a role, nor a binding, nor the Deployment. */
    private static List<HasMetadata> others(Manifests manifests) {
        List<HasMetadata> roles = Grants.of(manifests).objects();
        return without(manifests.objects(), object -> roles.contains(object) || object instanceof Deployment);
    }

    private static PodSpec pod(Deployment deployment) {
        return deployment.getSpec().getTemplate().getSpec();
    }

    private static Container container(Deployment deployment) {
        return pod(deployment).getContainers().get(0);
    }

    private static String mountPath(Deployment deployment, String volume) {
        return container(deployment).getVolumeMounts().stream()
                .filter(mount -> mount.getName().equals(volume))
                .findFirst()
                .orElseThrow()
                .getMountPath();
    }

    private static String environment(Deployment deployment, String name) {
        return container(deployment).getEnv().stream()
                .filter(variable -> variable.getName().equals(name))
                .findFirst()
                .orElseThrow()
                .getValue();
    }
}
