package com.dotscience.deployer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.testing.Embedded;
import com.dotscience.testing.EmbeddedCluster;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

/** R3 at whole deployers in one cluster: neither touches the other's, whatever its Gateway says of who it is. */
@Embedded
class TwoDeployersTest {

    private static final String FIRST = "first-token-of-a-deployer";
    private static final String SECOND = "second-token-of-a-deployer";

    private final EmbeddedCluster cluster = EmbeddedCluster.start();
    private final List<AutoCloseable> opened = new ArrayList<>(List.of(cluster));

    @TempDir
    private Path folder;

    private LyingGateway honest;
    private LyingGateway other;

    @BeforeEach
    void startGateways() throws Exception {
        honest = opened(new LyingGateway());
        other = opened(new LyingGateway());
    }

    @AfterEach
    void stop() throws Exception {
        for (int i = opened.size(); i > 0; i--) {
            opened.get(i - 1).close();
        }
    }

    @Test
    void aGatewayThatNamesTheIdentityOfAnotherTouchesNothingOfIt() throws Exception {
        List<String> theirs = IntStream.range(0, 21).mapToObj(i -> "m" + i).toList();
        theirs.forEach(id -> honest.want(LyingGateway.model(id)));
        start(honest, Map.of("deployer.token", FIRST));
        await().until(() -> names().size() == 21);
        Map<String, String> before = versions();

        other.naming(identity("m0"));
        other.want(LyingGateway.model("mine"));
        DeployerApplication second = start(other, Map.of("deployer.token", SECOND, "deployer.identity", "second"));
        await().until(() -> names().contains("mine"));
        theirs.forEach(id -> other.tombstone(id, true));
        theirs.subList(0, 5)
                .forEach(id -> other.want(
                        LyingGateway.model(id).toBuilder().setName("else-" + id).build()));

        long lists = other.lists();
        await().until(() -> other.lists() >= lists + 3);
        assertThat(identity("mine")).isEqualTo("second");
        assertThat(second.heldDeletions()).isEmpty();
        assertThat(versions()).containsAllEntriesOf(before);
    }

    @Test
    void oneThatHasNothingYetWritesNothingUntilItsOwnerSaysWhoseWhatIsThereIs() throws Exception {
        honest.want(LyingGateway.model("theirs"));
        start(honest, Map.of("deployer.token", FIRST));
        await().until(() -> names().equals(Set.of("theirs")));
        Map<String, String> before = versions();
        String theirs = identity("theirs");

        other.naming(theirs);
        other.want(LyingGateway.model("mine"));
        other.tombstone("theirs", true);
        Path file = folder.resolve("identity");
        DeployerApplication second =
                start(other, Map.of("deployer.token", SECOND, "deployer.identity-file", file.toString()));

        await().until(() -> other.said("mine").contains("Nothing is written"));
        assertThat(other.said("mine")).contains("to " + theirs);
        assertThat(health(second)).contains("Nothing is written");
        assertThat(versions()).isEqualTo(before);

        Files.writeString(file, "second\n");

        await().until(() -> names().contains("mine"));
        assertThat(identity("mine")).isEqualTo("second");
        assertThat(versions()).containsAllEntriesOf(before);
        await().until(() -> !health(second).contains("Nothing is written"));
    }

    @Test
    void aTokenThatIsExchangedUnderItStopsItsWritesUntilItsIdentityIsSet() throws Exception {
        Path token = Files.writeString(folder.resolve("token"), FIRST);
        Path file = folder.resolve("identity");
        honest.want(LyingGateway.model("a"));
        start(honest, Map.of("deployer.token-file", token.toString(), "deployer.identity-file", file.toString()));
        await().until(() -> names().equals(Set.of("a")));
        String before = identity("a");

        Files.writeString(token, SECOND);
        await().until(() -> {
            // What it polls and reads comes in its own time: what is asked for now may still be made.
            honest.want(LyingGateway.model("b"));
            return honest.said("b").contains("Nothing is written");
        });
        assertThat(honest.said("b")).contains("to " + before);
        Map<String, String> there = versions();
        honest.want(LyingGateway.model("c"));
        await().until(() -> honest.said("c").contains("Nothing is written"));
        assertThat(versions()).isEqualTo(there);

        Files.writeString(file, before);

        await().until(() -> names().contains("c"));
        assertThat(identity("c")).isEqualTo(before);
    }

    @Test
    void withAnIdentityThatIsSetTheTokenChangesAndNothingElseDoes() throws Exception {
        honest.want(LyingGateway.model("a"));
        DeployerApplication first = start(honest, Map.of("deployer.token", FIRST));
        await().until(() -> names().equals(Set.of("a")));
        Map<String, String> before = versions();
        first.close();
        await().until(() -> honest.followers() == 0);

        start(honest, Map.of("deployer.token", SECOND, "deployer.identity", identity("a")));
        honest.want(LyingGateway.model("b"));

        await().until(() -> names().equals(Set.of("a", "b")));
        assertThat(versions()).containsAllEntriesOf(before);
        assertThat(identity("b")).isEqualTo(identity("a"));
    }

    /** As behind a Gateway that names none: the ids it asks for are all there is to go by. */
    @Test
    void anotherTokenAfterARestartIsNoticedByWhatIsWanted() throws Exception {
        honest.want(LyingGateway.model("a"));
        DeployerApplication first = start(honest, Map.of("deployer.token", FIRST));
        await().until(() -> names().equals(Set.of("a")));
        Map<String, String> before = versions();
        first.close();
        await().until(() -> honest.followers() == 0);
        honest.want(LyingGateway.model("b"));

        start(honest, Map.of("deployer.token", SECOND));

        await().until(() -> honest.said("b").contains("Nothing is written"));
        assertThat(honest.said("b")).contains("to " + identity("a"));
        assertThat(versions()).isEqualTo(before);
    }

    @Test
    void anotherIdentityThatIsSetIsNoticedAfterARestartUnlessTheOwnerSaysWhoseTheObjectsAre() throws Exception {
        honest.want(LyingGateway.model("a"));
        DeployerApplication first = start(honest, Map.of("deployer.token", FIRST, "deployer.identity", "one"));
        await().until(() -> names().equals(Set.of("a")));
        Map<String, String> before = versions();
        first.close();
        await().until(() -> honest.followers() == 0);
        honest.want(LyingGateway.model("b"));

        DeployerApplication second = start(honest, Map.of("deployer.token", FIRST, "deployer.identity", "two"));

        await().until(() -> honest.said("b").contains("Nothing is written"));
        assertThat(honest.said("b"))
                .contains("to one; if they are another deployer's, add it to deployer.identity.others");
        assertThat(versions()).isEqualTo(before);
        second.close();
        await().until(() -> honest.followers() == 0);

        start(
                honest,
                Map.of("deployer.token", FIRST, "deployer.identity", "two", "deployer.identity.others", "zero, one"));

        await().until(() -> names().equals(Set.of("a", "b")));
        assertThat(identity("b")).isEqualTo("two");
        assertThat(versions()).containsAllEntriesOf(before);
    }

    @Test
    void whereNothingOfTheFormerOneIsLeftAnotherTokenIsAnotherIdentity() throws Exception {
        Path token = Files.writeString(folder.resolve("token"), FIRST);
        honest.want(LyingGateway.model("a"));
        start(honest, Map.of("deployer.token-file", token.toString()));
        await().until(() -> names().equals(Set.of("a")));
        String before = identity("a");
        honest.tombstone("a", true);
        await().until(() -> names().isEmpty());

        Files.writeString(token, SECOND);
        long lists = honest.lists();
        await().until(() -> honest.lists() >= lists + 2);
        honest.want(LyingGateway.model("b"));

        await().until(() -> names().equals(Set.of("b")));
        assertThat(identity("b")).isNotEqualTo(before);
    }

    private DeployerApplication start(LyingGateway gateway, Map<String, String> settings) throws IOException {
        Map<String, String> values = new HashMap<>(Map.of(
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
        DeployerApplication deployer = opened(DeployerApplication.of(Map.of(), values));
        deployer.start();
        return deployer;
    }

    private <T extends AutoCloseable> T opened(T what) {
        opened.add(what);
        return what;
    }

    private List<io.fabric8.kubernetes.api.model.apps.Deployment> deployments() {
        return cluster.client().apps().deployments().inAnyNamespace().list().getItems();
    }

    private Set<String> names() {
        return deployments().stream().map(TwoDeployersTest::name).collect(Collectors.toSet());
    }

    /** By name, the uid and the resourceVersion: whatever is written makes another. */
    private Map<String, String> versions() {
        return deployments().stream()
                .collect(Collectors.toMap(
                        TwoDeployersTest::name,
                        made -> made.getMetadata().getUid() + " "
                                + made.getMetadata().getResourceVersion()));
    }

    private String identity(String name) {
        return deployments().stream()
                .filter(made -> name(made).equals(name))
                .findFirst()
                .orElseThrow()
                .getMetadata()
                .getAnnotations()
                .get("deployer.dotscience.com/identifier");
    }

    private static String name(io.fabric8.kubernetes.api.model.apps.Deployment made) {
        return made.getMetadata().getAnnotations().get("name");
    }

    private static String health(DeployerApplication deployer) throws IOException, InterruptedException {
        URI health = URI.create("http://127.0.0.1:" + deployer.healthPort() + "/health");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(health).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
