package com.dotscience.system.perturbation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.Deployment;
import com.dotscience.api.EnvVar;
import com.dotscience.testing.Command;
import com.dotscience.testing.DeployerProcess;
import com.dotscience.testing.Kubeconfig;
import com.dotscience.testing.NeedsControlPlane;
import com.dotscience.testing.RealControlPlane;
import com.dotscience.testing.perturbation.ApiServerProxy;
import com.dotscience.testing.perturbation.Fate;
import com.dotscience.testing.perturbation.Perturbation;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A deployer that has no more memory, file descriptors or room on its disk: once there is enough all is as wanted, with nothing made twice. */
@NeedsControlPlane
class ExhaustionOnRealControlPlaneTest {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** Enough for a start, and for a few model deployments; */
    private static final String LITTLE_HEAP = "-Xmx32m";

    /** not for so many large ones. */
    private static final int MANY = 60;

    private final RealControlPlane plane;
    private final List<Deployment> wanted = new ArrayList<>();
    private Path folder;
    private Arena arena;
    private String namespace;
    private String token;
    private ApiServerProxy proxy;
    private DeployerProcess deployer;

    ExhaustionOnRealControlPlaneTest(RealControlPlane plane) {
        this.plane = plane;
    }

    @BeforeEach
    void prepare(@TempDir Path given) {
        folder = given;
        arena = new Arena(plane, folder);
        namespace = arena.newNamespace();
        token = arena.gateway().createDeployer(namespace).getToken();
        proxy = new ApiServerProxy(folder, arena.user(namespace));
    }

    @AfterEach
    void end() {
        deployer.close();
        proxy.close();
        arena.close();
    }

    @Test
    void oneWithoutMemoryEndsAndIsAsWantedWhereItIsStartedWithEnough() {
        for (int i = 0; i < MANY; i++) {
            ask(large());
        }
        start(Map.of("JAVA_OPTS", LITTLE_HEAP));
        await("an end").atMost(PATIENCE).until(() -> !deployer.isAlive());
        assertThat(deployer.endOfLog()).contains("java.lang.OutOfMemoryError");

        start(Map.of());
        awaitAsWanted();
    }

    /** Those that it has stay open until somebody else closes their other end. */
    @Test
    void oneWithoutFileDescriptorsSaysSoAndGoesOnWhereItHasThemAgain() {
        start(Map.of());
        ask(small());
        awaitAsWanted();

        allowDescriptors("1:");
        ApiServerFault reset = ApiServerFault.requests("all is reset", Fate.RESET);
        proxy.perturb(reset);
        proxy.endWatches();
        ask(small());
        await("connections that are gone").until(() -> reset.struck() > 0);
        proxy.perturb(Perturbation.NONE);
        await("words")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(deployer.endOfLog()).contains("Too many open files"));
        allowDescriptors("1024:");

        awaitAsWanted();
    }

    /** Its log is on the disk that is full, and all that Java would put into files for a while. */
    @Test
    void oneOnAFullDiskDoesWhatIsWantedAndSpeaksAgainWhereThereIsRoom() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        Path log = disk.resolve("ds-deployer.log");
        // A file system of 1 MiB, which takes root: where nobody may mount one, there is nothing to see.
        assumeThat(Command.of("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString())
                        .run()
                        .code())
                .isZero();
        try {
            Map<String, String> onDisk = Map.of("JAVA_OPTS", "-Djava.io.tmpdir=" + disk);
            start(disk, onDisk);
            ask(small());
            awaitAsWanted();
            Path ballast = disk.resolve("ballast");
            fill(ballast);
            fill(log);
            ask(small());
            awaitAsWanted();
            deployer.close();
            start(disk, onDisk);
            ask(small());
            awaitAsWanted();
            assertThat(Files.readString(log))
                    .contains(wanted.get(0).getName())
                    .doesNotContain(wanted.get(1).getName(), wanted.get(2).getName());

            Files.delete(ballast);
            ask(small());

            awaitAsWanted();
            await("its words")
                    .untilAsserted(() -> assertThat(Files.readString(log))
                            .contains(wanted.get(3).getName()));
        } finally {
            deployer.close();
            Command.of("umount", disk.toString()).run();
        }
    }

    /** Adds to a file until there is no more room. */
    private static void fill(Path file) {
        try (OutputStream bytes = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (true) {
                bytes.write('\n');
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }

    /** From now on, whatever it has. */
    private void allowDescriptors(String soft) {
        Command.of("prlimit", "--pid", Long.toString(deployer.pid()), "--nofile=" + soft)
                .output();
    }

    private void start(Map<String, String> settings) {
        start(folder, settings);
    }

    /** @param home where it is started, and where its log is */
    private void start(Path home, Map<String, String> settings) {
        Kubeconfig cluster = proxy.kubeconfig();
        deployer = DeployerProcess.start(
                arena.distribution(),
                home,
                arena.gatewayPort(),
                token,
                cluster.writeTo(folder.resolve("kubeconfig")),
                settings);
    }

    private void ask(Deployment model) {
        wanted.add(arena.gateway().create(namespace, model));
    }

    private Deployment small() {
        return Course.model(namespace, "model-" + wanted.size());
    }

    /** With 100 kB of environment; the API server takes no object of more than twice as much. */
    private Deployment large() {
        Deployment.Builder large = small().toBuilder();
        for (int i = 0; i < 100; i++) {
            large.getDeploymentBuilder()
                    .addEnv(EnvVar.newBuilder().setName("LARGE_" + i).setValue("x".repeat(1000)));
        }
        return large.build();
    }

    private void awaitAsWanted() {
        await("all as wanted")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> {
                    deployer.mustBeAlive();
                    assertThat(AsAsked.differences(arena.cluster(), namespace, wanted))
                            .isEmpty();
                });
        assertThat(arena.made(namespace).counts().values())
                .as("how often each object was made")
                .containsOnly(1L);
    }
}
