package com.dotscience.deployer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.testing.Embedded;
import com.dotscience.testing.EmbeddedCluster;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** R2 at a whole deployer, behind a Gateway that names what it removes. */
@Embedded
class RemovalsOfALyingGatewayTest {

    private static final List<String> NAMES =
            IntStream.range(0, 12).mapToObj(i -> "m" + i).toList();

    private final EmbeddedCluster cluster = EmbeddedCluster.start();

    @TempDir
    private Path folder;

    private LyingGateway gateway;
    private DeployerApplication deployer;

    @BeforeEach
    void startGateway() throws IOException {
        gateway = new LyingGateway();
        NAMES.forEach(id -> gateway.want(LyingGateway.model(id)));
    }

    @AfterEach
    void stop() {
        if (deployer != null) {
            deployer.close();
        }
        gateway.close();
        cluster.close();
    }

    @Test
    void removalsThatNobodyConfirmedAreHeldBeyondTheLimitAndTheStatusSaysHowToReleaseThem() throws Exception {
        start(Map.of());

        NAMES.subList(0, 8).forEach(id -> gateway.tombstone(id, false));

        await().until(() -> held().contains("m7"));
        // What was let go may be held after all, if a list that was asked for before names it once more.
        await().until(() -> names().equals(union(held(), NAMES.subList(8, 12))));
        assertThat(held()).hasSizeGreaterThanOrEqualTo(2);
        await().until(() -> gateway.said("m7").contains("ds-deployer release"));
    }

    @Test
    void whatAPersonHasConfirmedGoesHoweverMuchItIs() throws Exception {
        start(Map.of());

        NAMES.forEach(id -> gateway.tombstone(id, true));

        await().until(() -> names().isEmpty());
        assertThat(held()).isEmpty();
    }

    /** Each was removed by itself while the deployer was away. */
    @Test
    void whatWasConfirmedWhileItWasAwayGoesWithoutAsking() throws Exception {
        start(Map.of());
        deployer.close();
        gateway.tombstonesInAList(NAMES.subList(0, 11), true);

        run(Map.of());

        await().until(() -> names().equals(Set.of("m11")));
        assertThat(held()).isEmpty();
    }

    /** A Gateway that was restored from an older backup. */
    @Test
    void whatAListOnlyLacksIsHeldHoweverLittleItIs() throws Exception {
        start(Map.of());

        gateway.forget("m3");

        await().until(() -> held().equals(Set.of("m3")));
        long lists = gateway.lists();
        await().until(() -> gateway.lists() >= lists + 3);
        assertThat(names()).hasSize(12);

        gateway.tombstone("m3", true);

        await().until(() -> !names().contains("m3"));
        assertThat(names()).hasSize(11);
    }

    @Test
    void withHoldNothingGoesButWhatTheOwnerReleases() throws Exception {
        start(Map.of("deployer.prune.confirmed", "hold"));

        gateway.tombstone("m3", true);

        await().until(() -> held().equals(Set.of("m3")));
        await().until(() -> gateway.said("m3").contains("deployer.prune.confirmed is hold"));
        long lists = gateway.lists();
        await().until(() -> gateway.lists() >= lists + 3);
        assertThat(names()).hasSize(12);

        StringWriter said = new StringWriter();
        int code = new CommandLine(new ReleaseCommand())
                .setOut(new PrintWriter(said))
                .execute("--url", "http://127.0.0.1:" + deployer.healthPort());
        assertThat(said).hasToString("Released " + LyingGateway.id("m3") + System.lineSeparator());
        assertThat(code).isZero();

        await().until(() -> !names().contains("m3"));
        assertThat(names()).hasSize(11);
    }

    private void start(Map<String, String> settings) throws IOException {
        run(settings);
        await().until(() -> names().size() == NAMES.size());
    }

    private void run(Map<String, String> settings) throws IOException {
        Map<String, String> values = new HashMap<>(Map.of(
                "deployer.token",
                "a-token-of-a-deployer",
                "deployer.gateway.address",
                gateway.address(),
                "deployer.gateway.tls",
                "false",
                "deployer.poll.interval",
                "200ms",
                "deployer.health.port",
                "0",
                "deployer.lease",
                "none",
                "deployer.kubeconfig",
                cluster.kubeconfig().writeTo(folder.resolve("kubeconfig")).toString()));
        values.putAll(settings);
        deployer = DeployerApplication.of(Map.of(), values);
        deployer.start();
    }

    private Set<String> names() {
        return cluster.client().apps().deployments().inAnyNamespace().list().getItems().stream()
                .map(made -> made.getMetadata().getAnnotations().get("name"))
                .collect(Collectors.toSet());
    }

    private Set<String> held() {
        return NAMES.stream()
                .filter(name -> deployer.heldDeletions().contains(LyingGateway.id(name)))
                .collect(Collectors.toSet());
    }

    private static Set<String> union(Set<String> some, List<String> others) {
        return NAMES.stream()
                .filter(id -> some.contains(id) || others.contains(id))
                .collect(Collectors.toSet());
    }
}
