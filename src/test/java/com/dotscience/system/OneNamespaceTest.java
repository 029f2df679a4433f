package com.dotscience.system;

import static com.dotscience.system.Installation.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.Deployment;
import com.dotscience.api.Phase;
import com.dotscience.api.management.Report;
import com.dotscience.testing.Embedded;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A deployer that is limited to one namespace of its cluster. */
@Embedded
class OneNamespaceTest {

    @Test
    void anotherNamespaceIsRefusedAndLeftAlone(@TempDir Path folder) {
        try (TestCluster cluster = TestCluster.embedded();
                Installation installation = new Installation(folder, cluster.kubeconfig())) {
            installation.startDeployer("demo", Map.of("deployer.namespaces", cluster.namespace()));
            Deployment here = installation.gateway().create("demo", model(cluster.namespace(), "here"));
            Deployment elsewhere = installation.gateway().create("demo", model("staging", "elsewhere"));

            awaitReport(installation, here, Phase.PHASE_READY, "");
            awaitReport(
                    installation,
                    elsewhere,
                    Phase.PHASE_FAILED,
                    "namespace is staging, but this deployer serves only models: choose another namespace, or let it serve"
                            + " this one too (deployer.namespaces)");
            assertThat(cluster.client()
                            .apps()
                            .deployments()
                            .inAnyNamespace()
                            .list()
                            .getItems())
                    .extracting(made -> made.getMetadata().getNamespace())
                    .containsExactly(cluster.namespace());
        }
    }

    private static void awaitReport(Installation installation, Deployment wanted, Phase phase, String message) {
        await().untilAsserted(() -> assertThat(installation.known(wanted).getReport())
                .returns(phase, Report::getPhase)
                .returns(message, Report::getMessage));
    }
}
