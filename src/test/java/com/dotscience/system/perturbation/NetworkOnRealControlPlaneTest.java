package com.dotscience.system.perturbation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.Deployment;
import com.dotscience.system.perturbation.BadPath.Ailment;
import com.dotscience.testing.DeployerProcess;
import com.dotscience.testing.Kubeconfig;
import com.dotscience.testing.NeedsControlPlane;
import com.dotscience.testing.RealControlPlane;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A network that is bad between the deployer and its Gateway, the deployer and the API server, or both, while a hundred model deployments get a new
 * image. Once it is well all is as wanted within the longest time-out and back-off, and nothing is made twice.
 */
@NeedsControlPlane
class NetworkOnRealControlPlaneTest {

    private static final int MODELS = 100;
    private static final int OBJECTS_OF_A_MODEL = 3;

    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(32);

    /** Until a call, or a connection to the Gateway, that gets no answer is given up. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(34);

    /** What a machine that has other things to do takes longer. */
    private static final Duration BUSY = Duration.ofSeconds(60);

    /** Long enough for all to be written on a network that is well. */
    private static final Duration LASTS = Duration.ofSeconds(8);

    private final Extent extent = new Extent();
    private final RealControlPlane plane;
    private Arena arena;
    private String namespace;
    private BadPath toGateway;
    private BadPath toApiServer;
    private DeployerProcess deployer;
    private List<Deployment> wanted;

    NetworkOnRealControlPlaneTest(RealControlPlane plane) {
        this.plane = plane;
    }

    /** What is bad at once, and where. */
    private record Trouble(Ailment ailment, List<BadPath> paths, String where) {

        @Override
        public String toString() {
            return ailment + " " + where;
        }
    }

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        arena = new Arena(plane, folder);
        namespace = arena.newNamespace();
        Kubeconfig direct = arena.user(namespace);
        toGateway = new BadPath(arena.gatewayPort(), extent.seed());
        toApiServer = new BadPath(URI.create(direct.server()).getPort(), extent.seed());
        Kubeconfig through =
                new Kubeconfig("https://127.0.0.1:" + toApiServer.port(), direct.authority(), direct.token());
        deployer = DeployerProcess.start(
                arena.distribution(),
                folder,
                toGateway.port(),
                arena.gateway().createDeployer(namespace).getToken(),
                through.writeTo(folder.resolve("kubeconfig")),
                Map.of("DEPLOYER_NAMESPACES", namespace));
        wanted = IntStream.range(0, MODELS)
                .mapToObj(i -> arena.gateway().create(namespace, Course.model(namespace, "model-" + i)))
                .toList();
        awaitAsWanted("the first of all", LONGEST_BACK_OFF);
    }

    @AfterEach
    void end() throws IOException {
        deployer.close();
        toApiServer.close();
        toGateway.close();
        arena.close();
    }

    @Test
    void howeverBadTheNetworkIsWhileAHundredRollOutAllEndsAsWanted() {
        List<Trouble> all = Arrays.stream(Ailment.values())
                .flatMap(ailment -> Stream.of(
                        new Trouble(ailment, List.of(toGateway), "to the Gateway"),
                        new Trouble(ailment, List.of(toApiServer), "to the API server"),
                        new Trouble(ailment, List.of(toGateway, toApiServer), "to both")))
                .toList();

        extent.of(all, 2).forEach(this::suffer);
    }

    private void suffer(Trouble trouble) {
        Instant begin = Instant.now();
        trouble.paths().forEach(path -> path.turn(trouble.ailment()));
        wanted = wanted.stream()
                .map(model -> arena.gateway().update(withImage(model, "example/model:" + begin.toEpochMilli())))
                .toList();
        await(trouble.toString())
                .atMost(LASTS.plus(BUSY))
                .until(() -> trouble.paths().stream().allMatch(BadPath::isFelt) && isOver(begin.plus(LASTS)));
        trouble.paths().forEach(BadPath::heal);

        Duration took = awaitAsWanted(trouble.toString(), LONGEST_SILENCE.plus(LONGEST_BACK_OFF));
        System.out.println("network: " + trouble + " "
                + trouble.paths().stream().map(BadPath::struck).toList() + ", well after " + took);
        assertThat(arena.made(namespace).counts().values())
                .as("how often each object was made after: %s", trouble)
                .hasSize(MODELS * OBJECTS_OF_A_MODEL)
                .containsOnly(1L);
    }

    private static boolean isOver(Instant end) {
        return !Instant.now().isBefore(end);
    }

    /** Returns how long that took. */
    private Duration awaitAsWanted(String what, Duration longest) {
        Instant begin = Instant.now();
        await("all as wanted after: " + what)
                .atMost(longest.plus(BUSY))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> {
                    deployer.mustBeAlive();
                    assertThat(AsAsked.differences(arena.cluster(), namespace, wanted))
                            .isEmpty();
                });
        return Duration.between(begin, Instant.now());
    }

    private static Deployment withImage(Deployment model, String image) {
        return model.toBuilder()
                .setDeployment(model.getDeployment().toBuilder().setImage(image))
                .build();
    }
}
