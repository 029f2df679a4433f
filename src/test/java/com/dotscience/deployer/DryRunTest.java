package com.dotscience.deployer;

import static com.dotscience.deployer.WholeDeployer.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import com.dotscience.testing.Embedded;
import com.dotscience.testing.OwnLog;
import com.dotscience.testing.go.Deployment;
import com.dotscience.testing.go.DeploymentSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code ds-deployer run --dry-run}. */
@Embedded
class DryRunTest {

    private final OwnLog log = new OwnLog();
    private WholeDeployer whole;
    private Path folder;

    @BeforeEach
    void putTogether(@TempDir Path folder) throws IOException {
        this.folder = folder;
        whole = new WholeDeployer(folder);
    }

    @AfterEach
    void stop() {
        whole.close();
    }

    @Test
    void whatIsMissingIsShownAndNotMade() {
        whole.gateway().put(model("a"));

        List<String> lines = dryRun(3);

        assertThat(lines)
                .contains("+ Deployment default/ds-a-a is missing")
                .contains("    + spec.template.spec.containers.0.image: \"image:1\"")
                .contains("+ Service default/ds-a-a is missing")
                .contains("    + spec.ports.0.port: 8501")
                .endsWith("2 to create, 0 to change, 0 to delete, 0 in trouble.");
        assertThat(whole.objects()).isEmpty();
        assertThat(whole.gateway().reports()).isEmpty();
    }

    @Test
    void whatDiffersIsShownAndWhatIsInSyncIsNot() {
        whole.gateway().put(model("a"));
        whole.gateway().put(model("b"));
        whole.start();
        await().until(() -> whole.objects().size() == 4);
        whole.deployer().close();
        assertThat(dryRun(0)).containsExactly("Everything is as it is wanted.");

        whole.gateway()
                .put(Deployment.newBuilder(model("a"))
                        .setDeployment(DeploymentSpec.newBuilder()
                                .setImage("image:2")
                                .setReplicas(3)
                                .addPorts(8501))
                        .build());
        whole.gateway().remove("b");

        assertThat(dryRun(3))
                .contains("~ Deployment default/ds-a-a differs in spec.replicas,"
                        + " spec.template.spec.containers.0.image")
                .contains("    ~ spec.replicas: 1 -> 3")
                .contains("    ~ spec.template.spec.containers.0.image: \"image:1\" -> \"image:2\"")
                .anyMatch(line -> line.startsWith("- Deployment default/ds-b-b: "))
                .anyMatch(line -> line.startsWith("- Service default/ds-b-b: "))
                .endsWith("0 to create, 1 to change, 2 to delete, 0 in trouble.");
        assertThat(whole.objects()).hasSize(4);
    }

    private List<String> dryRun(int exitCode) {
        StringWriter out = new StringWriter();
        int code = new CommandLine(new RunCommand(log.logger()))
                .setOut(new PrintWriter(out, true))
                .execute(
                        "--dry-run",
                        "--token=" + WholeDeployer.TOKEN,
                        "--addr=" + whole.gateway().address(),
                        "--no-require-tls",
                        "--kubeconfig=" + folder.resolve("kubeconfig"));
        assertThat(out.toString()).isNotEmpty();
        assertThat(code).as(out.toString()).isEqualTo(exitCode);
        assertThat(log.logger().getLevel()).isEqualTo(Level.OFF);
        return out.toString().lines().toList();
    }
}
