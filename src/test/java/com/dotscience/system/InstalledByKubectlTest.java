package com.dotscience.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Embedded;
import com.dotscience.testing.EmbeddedCluster;
import com.dotscience.testing.Kubectl;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stock kubectl installs {@code kubernetes/}, as files and by kustomize, in a cluster that serves policy/v1. */
@Embedded
class InstalledByKubectlTest {

    @ParameterizedTest
    @ValueSource(strings = {"-f", "-k"})
    void bothWaysMakeTheSameNineObjects(String way, @TempDir Path folder) {
        try (EmbeddedCluster cluster = EmbeddedCluster.start()) {
            Path kubeconfig = cluster.kubeconfig().writeTo(folder.resolve("kubeconfig"));

            // It has no schemas to validate by. An exit code other than 0 fails here.
            String said = Kubectl.run(kubeconfig, "apply", "--validate=false", way, "kubernetes");

            assertThat(said.lines())
                    .containsExactlyInAnyOrder(
                            "namespace/dotscience-deployer created",
                            "serviceaccount/dotscience-deployer created",
                            "role.rbac.authorization.k8s.io/dotscience-deployer created",
                            "rolebinding.rbac.authorization.k8s.io/dotscience-deployer created",
                            "clusterrole.rbac.authorization.k8s.io/dotscience-deployer created",
                            "clusterrolebinding.rbac.authorization.k8s.io/dotscience-deployer created",
                            "service/dotscience-deployer created",
                            "deployment.apps/dotscience-deployer created",
                            "poddisruptionbudget.policy/dotscience-deployer created");
            assertThat(cluster.client()
                            .resources(PodDisruptionBudget.class)
                            .inNamespace("dotscience-deployer")
                            .withName("dotscience-deployer")
                            .get())
                    .isNotNull();
        }
    }

    /** kubectl takes what ends so for objects. */
    @Test
    void theFolderHasOneFileOfObjectsOnly() throws Exception {
        try (var files = Files.list(Path.of("kubernetes"))) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> name.matches(".*[.](ya?ml|json)")))
                    .containsExactly("install.yaml");
        }
    }
}
