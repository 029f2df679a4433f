package com.dotscience.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.dotscience.testing.Embedded;
import com.dotscience.testing.Manifests;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.RollingUpdateDeployment;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What {@code kubernetes/} installs, field by field. */
@Embedded
class InstallManifestTest {

    private static final String NAME = "dotscience-deployer";
    private static final Path KUBERNETES = Path.of("kubernetes");

    private final Manifests install = Manifests.read(KUBERNETES.resolve("install.yaml"));
    private final Deployment deployment = install.the(Deployment.class);
    private final PodSpec pod = deployment.getSpec().getTemplate().getSpec();
    private final Container container = pod.getContainers().get(0);

    @Test
    void theOneFileIsWhatTheFolderSays() throws IOException {
        List<HasMetadata> base = new ArrayList<>();
        try (var files = Files.list(KUBERNETES.resolve("base"))) {
            files.filter(file -> !file.endsWith("kustomization.yaml"))
                    .forEach(file -> base.addAll(Manifests.read(file).objects()));
        }

        assertThat(install.objects()).containsExactlyInAnyOrderElementsOf(base);
    }

    @Test
    void itIsNineResourcesOfOneName() {
        assertThat(install.objects())
                .extracting(HasMetadata::getKind)
                .containsExactlyInAnyOrder(
                        "Namespace",
                        "ServiceAccount",
                        "Role",
                        "RoleBinding",
                        "ClusterRole",
                        "ClusterRoleBinding",
                        "Service",
                        "Deployment",
                        "PodDisruptionBudget");
        assertThat(install.objects())
                .extracting(object -> object.getMetadata().getName())
                .containsOnly(NAME);
    }

    @Test
    void ofTwoOneWritesAndANewOneIsThereBeforeAnOldOneGoes() {
        assertThat(deployment.getSpec().getReplicas()).isEqualTo(2);
        assertThat(environment("DEPLOYER_LEASE")).isEqualTo("required");
        assertThat(deployment.getSpec().getStrategy().getType()).isEqualTo("RollingUpdate");
        assertThat(deployment.getSpec().getStrategy().getRollingUpdate())
                .returns(new IntOrString(1), RollingUpdateDeployment::getMaxSurge)
                .returns(new IntOrString(0), RollingUpdateDeployment::getMaxUnavailable);
        PodDisruptionBudget budget = install.the(PodDisruptionBudget.class);
        assertThat(budget.getApiVersion()).isEqualTo("policy/v1");
        assertThat(budget.getMetadata().getNamespace()).isEqualTo(NAME);
        assertThat(budget.getSpec().getMaxUnavailable()).isEqualTo(new IntOrString(1));
        assertThat(budget.getSpec().getMinAvailable()).isNull();
    }

    @Test
    void serviceBudgetAndDeploymentMeanThisPod() {
        Map<String, String> labels =
                deployment.getSpec().getTemplate().getMetadata().getLabels();
        assertThat(labels).isNotEmpty();
        assertThat(deployment.getSpec().getSelector().getMatchLabels()).isEqualTo(labels);
        assertThat(install.the(PodDisruptionBudget.class)
                        .getSpec()
                        .getSelector()
                        .getMatchLabels())
                .isEqualTo(labels);
        assertThat(install.the(Service.class).getSpec().getSelector()).isEqualTo(labels);
    }

    @Test
    void thePodMeetsTheRestrictedStandard() {
        assertThat(install.the(Namespace.class).getMetadata().getLabels())
                .containsEntry("pod-security.kubernetes.io/enforce", "restricted");
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSecurityContext().getRunAsUser()).isPositive();
        assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(container.getSecurityContext().getCapabilities().getAdd()).isEmpty();
        assertThat(pod.getVolumes())
                .allMatch(volume ->
                        volume.getSecret() != null || volume.getConfigMap() != null || volume.getEmptyDir() != null);
    }

    @Test
    void probesAskTheDeployersOwnPort() {
        assertThat(container.getPorts())
                .extracting(ContainerPort::getContainerPort)
                .containsExactly(9300);
        assertThat(path(container.getStartupProbe())).isEqualTo("http /health/live");
        assertThat(path(container.getLivenessProbe())).isEqualTo("http /health/live");
        assertThat(path(container.getReadinessProbe())).isEqualTo("http /health/ready");
    }

    @Test
    void tokenAndIdentityAreReadFromTheSecret() {
        assertThat(pod.getVolumes()).anySatisfy(volume -> {
            assertThat(volume.getName()).isEqualTo("token");
            assertThat(volume.getSecret().getSecretName()).isEqualTo(NAME);
        });
        assertThat(container.getVolumeMounts()).anySatisfy(mount -> {
            assertThat(mount.getName()).isEqualTo("token");
            assertThat(environment("TOKEN_FILE")).isEqualTo(mount.getMountPath() + "/token");
            assertThat(environment("DEPLOYER_IDENTITY_FILE")).isEqualTo(mount.getMountPath() + "/identity");
        });
        assertThat(environment("GATEWAY_ADDRESS")).isEqualTo("cloud.dotscience.com:8800");
    }

    @Test
    void anOperatorsRoutesAreReadFromAConfigMapIfThereIsOne() {
        assertThat(pod.getVolumes()).anySatisfy(volume -> {
            assertThat(volume.getName()).isEqualTo("routes");
            assertThat(volume.getConfigMap().getName()).isEqualTo("dotscience-deployer-routes");
            assertThat(volume.getConfigMap().getOptional()).isTrue();
        });
        assertThat(container.getVolumeMounts()).anySatisfy(mount -> {
            assertThat(mount.getName()).isEqualTo("routes");
            assertThat(mount.getMountPath()).isEqualTo("/etc/dotscience/routes");
        });
    }

    @Test
    void theHeapIsAShareOfTheMemoryLimit() {
        assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
        assertThat(container.getResources().getLimits()).containsKeys("cpu", "memory");
        assertThat(environment("JAVA_OPTS")).contains("-XX:MaxRAMPercentage=");
    }

    /** Their name is made of the identity, which the manifest does not know. */
    @Test
    void inItsOwnNamespaceItMayWriteLeasesAndNothingElse() {
        Role role = install.the(Role.class);

        assertThat(role.getMetadata().getNamespace()).isEqualTo(NAME);
        assertThat(role.getRules())
                .extracting(PolicyRule::getResources, PolicyRule::getVerbs)
                .containsExactly(
                        tuple(List.of("configmaps"), List.of("list", "watch")),
                        tuple(List.of("leases"), List.of("get", "create", "update")));
    }

    @Test
    void theRoleNamesEachVerbAndNoSecrets() {
        assertThat(install.the(ClusterRole.class).getRules()).allSatisfy(rule -> {
            assertThat(all(rule)).doesNotContain("*", "secrets");
            assertThat(rule.getNonResourceURLs()).isEmpty();
        });
    }

    private static List<String> all(PolicyRule rule) {
        List<String> all = new ArrayList<>(rule.getApiGroups());
        all.addAll(rule.getResources());
        all.addAll(rule.getVerbs());
        return all;
    }

    private String environment(String name) {
        return container.getEnv().stream()
                .filter(variable -> variable.getName().equals(name))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    private static String path(Probe probe) {
        return probe.getHttpGet().getPort().getStrVal() + " "
                + probe.getHttpGet().getPath();
    }
}
