package com.dotscience.deployer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.Deployment;
import com.dotscience.api.GetDeploymentsResponse;
import com.dotscience.testing.NeedsControlPlane;
import com.dotscience.testing.RealControlPlane;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A Gateway that lies, is away, comes and goes, or is slow: what runs goes on running as it is, and once the Gateway is well what is wanted is there
 * within the longest back-off.
 */
@NeedsControlPlane
class GatewayFaultsOnRealControlPlaneTest {

    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(30);

    /** Lists of each kind; by then a deployer has planned with what it was told. */
    private static final int LIES = 5;

    private final RealControlPlane plane;
    private final KubernetesClient client;
    private final String namespace;
    private final AtomicInteger asked = new AtomicInteger();
    private LyingGateway gateway;
    private DeployerApplication deployer;
    private Map<String, String> before;

    GatewayFaultsOnRealControlPlaneTest(RealControlPlane plane) {
        this.plane = plane;
        this.client = plane.client();
        this.namespace = plane.newNamespace("gateway-faults");
    }

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        gateway = new LyingGateway();
        names().forEach(name -> gateway.want(model(name)));
        deployer = DeployerApplication.of(
                Map.of(),
                Map.of(
                        "deployer.gateway.address",
                        gateway.address(),
                        "deployer.gateway.tls",
                        "false",
                        "deployer.token",
                        namespace,
                        "deployer.identity",
                        namespace,
                        "deployer.poll.interval",
                        "200ms",
                        "deployer.health.host",
                        "127.0.0.1",
                        "deployer.health.port",
                        "0",
                        "deployer.kubeconfig",
                        plane.admin().writeTo(folder.resolve("kubeconfig")).toString()));
        deployer.start();
        await().until(() -> versions().size() == names().size());
        before = versions();
    }

    @AfterEach
    void end() {
        deployer.close();
        gateway.close();
    }

    @Test
    void whatListsLackOrSayOfOthersDeletesNothing() {
        Map<String, UnaryOperator<GetDeploymentsResponse>> lies = Map.of(
                "an empty list",
                truth -> truth.toBuilder().clearDeployments().build(),
                "half a list",
                truth -> with(truth, truth.getDeploymentsList().subList(0, truth.getDeploymentsCount() / 2)),
                "a list of now and then",
                truth -> asked.incrementAndGet() % 2 == 0 ? truth : with(truth, List.of()));

        lies.forEach((what, lie) -> {
            gateway.lie(lie);
            await(what).until(() -> gateway.lies() >= LIES);
            gateway.lie(UnaryOperator.identity());
            assertConverges(what);
        });
    }

    /** What it was told to make it makes, and keeps for a person to look at. */
    @Test
    void anothersListDeletesNothingOfItsOwn() {
        String another = "another-" + namespace;
        gateway.lie(truth -> with(truth, List.of(model(another))));
        await().until(() -> gateway.lies() >= LIES && versions().size() == before.size() + 1);
        gateway.lie(UnaryOperator.identity());

        await().until(() -> deployer.heldDeletions().equals(Set.of(LyingGateway.id(another))));
        assertThat(versions()).containsAllEntriesOf(before);
        gateway.tombstone(another, true);
        await().until(() -> versions().equals(before));
        assertConverges("another's list");
    }

    @Test
    void whatWasTrueBeforeIsNotMadeTrueAgain() {
        GetDeploymentsResponse then = GetDeploymentsResponse.newBuilder()
                .addAllDeployments(names().stream().map(this::model).toList())
                .setRevision(1)
                .setTombstones(true)
                .build();
        names().forEach(name -> gateway.want(image(model(name), "image:2")));
        await().until(() -> images().equals(List.of("image:2")));
        before = versions();

        gateway.lie(truth -> asked.incrementAndGet() % 2 == 0 ? truth : then);
        await().until(() -> gateway.lies() >= 2 * LIES);
        gateway.lie(UnaryOperator.identity());

        assertConverges("a list of an older backup, and the true one, in turn");
    }

    @Test
    void whileItIsSlowNothingIsLost() {
        gateway.answerAfter(Duration.ofSeconds(2));
        gateway.lie(UnaryOperator.identity());
        await().atMost(Duration.ofMinutes(1)).until(() -> gateway.lies() >= 3);

        assertConverges("answers after two seconds");
    }

    @Test
    void whileItComesAndGoesEachSecondItIsAskedNowAndThenOnly() throws Exception {
        int seconds = "all".equals(System.getProperty("perturbations")) ? 60 : 10;
        long lists = gateway.lists();
        for (int second = 0; second < seconds; second++) {
            gateway.stop();
            LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
            gateway.start();
            LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
        }
        assertThat(gateway.lists() - lists).as("lists in %d s", seconds).isLessThan(10L * seconds);

        assertConverges("a Gateway that came and went " + seconds + " times");
    }

    /** What is there is as it was, nothing is held, and news comes through. */
    private void assertConverges(String after) {
        Instant well = Instant.now();
        String name = "news-" + asked.incrementAndGet();
        gateway.want(model(name));
        await(after).atMost(Duration.ofMinutes(2)).until(() -> versions().size() == before.size() + 1);
        assertThat(Duration.between(well, Instant.now()))
                .as("until all was well after: %s", after)
                .isLessThan(LONGEST_BACK_OFF);
        await("nothing held after: " + after)
                .until(() -> deployer.heldDeletions().isEmpty());
        assertThat(versions()).as("what ran before: %s", after).containsAllEntriesOf(before);
        before = versions();
    }

    private List<String> names() {
        return IntStream.range(0, 6).mapToObj(i -> namespace + i).toList();
    }

    private static GetDeploymentsResponse with(GetDeploymentsResponse list, List<Deployment> others) {
        // What is copied may be a part of what is cleared.
        List<Deployment> copy = List.copyOf(others);
        return list.toBuilder().clearDeployments().addAllDeployments(copy).build();
    }

    private Deployment model(String name) {
        return LyingGateway.model(name).toBuilder().setNamespace(namespace).build();
    }

    private static Deployment image(Deployment model, String image) {
        Deployment.Builder changed = model.toBuilder();
        changed.getDeploymentBuilder().setImage(image);
        return changed.build();
    }

    private List<String> images() {
        return client.apps().deployments().inNamespace(namespace).list().getItems().stream()
                .map(made -> made.getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .get(0)
                        .getImage())
                .distinct()
                .toList();
    }

    /** Whatever is written into the spec makes another. */
    private Map<String, String> versions() {
        return client.apps().deployments().inNamespace(namespace).list().getItems().stream()
                .collect(Collectors.toMap(
                        made -> made.getMetadata().getName(),
                        made -> made.getMetadata().getUid() + " "
                                + made.getMetadata().getGeneration()));
    }
}
