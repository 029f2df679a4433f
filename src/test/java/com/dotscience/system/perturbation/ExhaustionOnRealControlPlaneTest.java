package com.dotscience.system.perturbation;

import static org.assertj.core.api.Assertions.assertThat;
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
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A deployer that has no more memory, or no more file descriptors: it says so, and once there is enough all is as wanted, with nothing made twice. */
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

    /** From now on, whatever it has. */
    private void allowDescriptors(String soft) {
        Command.of("prlimit", "--pid", Long.toString(deployer.pid()), "--nofile=" + soft)
                .output();
    }

    private void start(Map<String, String> settings) {
        Kubeconfig cluster = proxy.kubeconfig();
        deployer = DeployerProcess.start(
                arena.distribution(),
                folder,
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
