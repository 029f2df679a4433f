package com.dotscience.system;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.testing.DeployerProcess;
import com.dotscience.testing.EmbeddedCluster;
import com.dotscience.testing.GoGateway;
import com.dotscience.testing.GoGateway.Announcement;
import com.dotscience.testing.NeedsDistribution;
import com.dotscience.testing.go.Deployment;
import com.dotscience.testing.go.DeploymentSpec;
import com.dotscience.testing.go.ServicePort;
import com.dotscience.testing.go.ServiceSpec;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program of the distribution, which gets SIGTERM while it makes hundreds of objects. */
@NeedsDistribution
class TerminationIT {

    private static final String TOKEN = "a-token";
    private static final int FLEET = 200;

    @TempDir
    private Path folder;

    @Test
    void itIsGoneWithinFifteenSecondsAndTheNextOneMakesTheRest() throws Exception {
        try (EmbeddedCluster cluster = EmbeddedCluster.start();
                GoGateway gateway = new GoGateway(TOKEN, Announcement.EMPTY).start()) {
            List<String> ids = IntStream.range(0, FLEET).mapToObj(i -> "m" + i).toList();
            ids.forEach(id -> gateway.put(model(id)));

            try (DeployerProcess deployer = start(cluster, gateway)) {
                await().until(() -> deployments(cluster).size() >= 10);
                deployer.terminate();
                isGoneInTime(deployer);
            }
            List<String> before = uids(cluster);

            try (DeployerProcess next = start(cluster, gateway)) {
                await().until(() -> services(cluster).size() == FLEET
                        && deployments(cluster).size() == FLEET);
                assertThat(uids(cluster)).containsAll(before);
                next.mustBeAlive();
            }
        }
    }

    private static void isGoneInTime(DeployerProcess deployer) throws InterruptedException {
        long asked = System.nanoTime();
        deployer.awaitEnd();
        assertThat(System.nanoTime() - asked).isLessThan(SECONDS.toNanos(15));
    }

    private DeployerProcess start(EmbeddedCluster cluster, GoGateway gateway) {
        return DeployerProcess.start(
                distribution(),
                folder,
                Integer.parseInt(gateway.address().split(":")[1]),
                TOKEN,
                cluster.kubeconfig().writeTo(folder.resolve("kubeconfig")),
                Map.of("DEPLOYER_CONCURRENCY", "2"));
    }

    private static Path distribution() {
        try (Stream<Path> built = Files.list(Path.of("target"))) {
            return built.filter(path -> Files.isExecutable(path.resolve("bin/ds-deployer")))
                    .findFirst()
                    .orElseThrow()
                    .toAbsolutePath();
        } catch (IOException e) {
            throw new IllegalStateException("There is no distribution in target: mvn package makes it", e);
        }
    }

    private static List<? extends HasMetadata> deployments(EmbeddedCluster cluster) {
        return cluster.client()
                .apps()
                .deployments()
                .inNamespace("default")
                .list()
                .getItems();
    }

    private static List<? extends HasMetadata> services(EmbeddedCluster cluster) {
        return cluster.client().services().inNamespace("default").list().getItems();
    }

    private static List<String> uids(EmbeddedCluster cluster) {
        return deployments(cluster).stream()
                .map(made -> made.getMetadata().getUid())
                .toList();
    }

    private static Deployment model(String id) {
        return Deployment.newBuilder()
                .setId(id)
                .setName(id)
                .setDeployment(DeploymentSpec.newBuilder().setImage("image:1").addPorts(8501))
                .setService(ServiceSpec.newBuilder()
                        .addPorts(ServicePort.newBuilder().setPort(8501)))
                .build();
    }
}
