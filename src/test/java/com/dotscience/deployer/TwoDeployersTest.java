package com.dotscience.deployer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentSpec;
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
        theirs.forEach(id -> honest.want(model(id)));
        start(honest, Map.of("deployer.token", FIRST));
        await().until(() -> names().size() == 21);
        Map<String, String> before = versions();

        other.naming(identity("ds-m0-m0"));
        other.want(model("mine"));
        DeployerApplication second = start(other, Map.of("deployer.token", SECOND, "deployer.identity", "second"));
        await().until(() -> names().contains("ds-mine-mine"));
        theirs.forEach(id -> other.tombstone(id, true));
        theirs.subList(0, 5)
                .forEach(id -> other.want(model(id).toBuilder().setName("else").build()));

        long lists = other.lists();
        await().until(() -> other.lists() >= lists + 3);
        assertThat(identity("ds-mine-mine")).isEqualTo("second");
        assertThat(second.heldDeletions()).isEmpty();
        assertThat(versions()).containsAllEntriesOf(before);
    }

    @Test
    void oneThatHasNothingYetWritesNothingUntilItsOwnerSaysWhoseWhatIsThereIs() throws Exception {
        honest.want(model("theirs"));
        start(honest, Map.of("deployer.token", FIRST));
        await().until(() -> names().equals(Set.of("ds-theirs-theirs")));
        Map<String, String> before = versions();
        String theirs = identity("ds-theirs-theirs");

        other.naming(theirs);
        other.want(model("mine"));
        other.tombstone("theirs", true);
        Path file = folder.resolve("identity");
        DeployerApplication second =
                start(other, Map.of("deployer.token", SECOND, "deployer.identity-file", file.toString()));

        await().until(() -> other.said("mine").contains("Nothing is written"));
        assertThat(other.said("mine")).contains("to " + theirs);
        assertThat(health(second)).contains("Nothing is written");
        assertThat(versions()).isEqualTo(before);

        Files.writeString(file, "second\n");

        await().until(() -> names().contains("ds-mine-mine"));
        assertThat(identity("ds-mine-mine")).isEqualTo("second");
        assertThat(versions()).containsAllEntriesOf(before);
        await().until(() -> !health(second).contains("Nothing is written"));
    }

    @Test
    void aTokenThatIsExchangedUnderItStopsItsWritesUntilItsIdentityIsSet() throws Exception {
        Path token = Files.writeString(folder.resolve("token"), FIRST);
        Path file = folder.resolve("identity");
        honest.want(model("a"));
        start(honest, Map.of("deployer.token-file", token.toString(), "deployer.identity-file", file.toString()));
        await().until(() -> names().equals(Set.of("ds-a-a")));
        String before = identity("ds-a-a");

        Files.writeString(token, SECOND);
        await().until(() -> {
            // What it polls and reads comes in its own time: what is asked for now may still be made.
            honest.want(model("b"));
            return honest.said("b").contains("Nothing is written");
        });
        assertThat(honest.said("b")).contains("to " + before);
        Map<String, String> there = versions();
        honest.want(model("c"));
        await().until(() -> honest.said("c").contains("Nothing is written"));
        assertThat(versions()).isEqualTo(there);

        Files.writeString(file, before);

        await().until(() -> names().contains("ds-c-c"));
        assertThat(identity("ds-c-c")).isEqualTo(before);
    }

    @Test
    void withAnIdentityThatIsSetTheTokenChangesAndNothingElseDoes() throws Exception {
        honest.want(model("a"));
        DeployerApplication first = start(honest, Map.of("deployer.token", FIRST));
        await().until(() -> names().equals(Set.of("ds-a-a")));
        Map<String, String> before = versions();
        first.close();
        await().until(() -> honest.followers() == 0);

        start(honest, Map.of("deployer.token", SECOND, "deployer.identity", identity("ds-a-a")));
        honest.want(model("b"));

        await().until(() -> names().equals(Set.of("ds-a-a", "ds-b-b")));
        assertThat(versions()).containsAllEntriesOf(before);
        assertThat(identity("ds-b-b")).isEqualTo(identity("ds-a-a"));
    }

    /** As behind a Gateway that names none: the ids it asks for are all there is to go by. */
    @Test
    void anotherTokenAfterARestartIsNoticedByWhatIsWanted() throws Exception {
        honest.want(model("a"));
        DeployerApplication first = start(honest, Map.of("deployer.token", FIRST));
        await().until(() -> names().equals(Set.of("ds-a-a")));
        Map<String, String> before = versions();
        first.close();
        await().until(() -> honest.followers() == 0);
        honest.want(model("b"));

        start(honest, Map.of("deployer.token", SECOND));

        await().until(() -> honest.said("b").contains("Nothing is written"));
        assertThat(honest.said("b")).contains("to " + identity("ds-a-a"));
        assertThat(versions()).isEqualTo(before);
    }

    @Test
    void whereNothingOfTheFormerOneIsLeftAnotherTokenIsAnotherIdentity() throws Exception {
        Path token = Files.writeString(folder.resolve("token"), FIRST);
        honest.want(model("a"));
        start(honest, Map.of("deployer.token-file", token.toString()));
        await().until(() -> names().equals(Set.of("ds-a-a")));
        String before = identity("ds-a-a");
        honest.tombstone("a", true);
        await().until(() -> names().isEmpty());

        Files.writeString(token, SECOND);
        long lists = honest.lists();
        await().until(() -> honest.lists() >= lists + 2);
        honest.want(model("b"));

        await().until(() -> names().equals(Set.of("ds-b-b")));
        assertThat(identity("ds-b-b")).isNotEqualTo(before);
    }

    private DeployerApplication start(LyingGateway gateway, Map<String, String> settings) throws IOException {
        Map<String, String> values = new HashMap<>(Map.of(
                "deployer.gateway.address", gateway.address(),
                "deployer.gateway.tls", "false",
                "deployer.poll.interval", "200ms",
                "deployer.health.port", "0",
                "deployer.kubeconfig",
                        cluster.kubeconfig()
                                .writeTo(folder.resolve("kubeconfig"))
                                .toString()));
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
        return deployments().stream().map(made -> made.getMetadata().getName()).collect(Collectors.toSet());
    }

    /** By name, the uid and the resourceVersion: whatever is written makes another. */
    private Map<String, String> versions() {
        return deployments().stream()
                .collect(Collectors.toMap(
                        made -> made.getMetadata().getName(),
                        made -> made.getMetadata().getUid() + " "
                                + made.getMetadata().getResourceVersion()));
    }

    private String identity(String name) {
        return deployments().stream()
                .filter(made -> made.getMetadata().getName().equals(name))
                .findFirst()
                .orElseThrow()
                .getMetadata()
                .getAnnotations()
                .get("deployer.dotscience.com/identifier");
    }

    private static String health(DeployerApplication deployer) throws IOException, InterruptedException {
        URI health = URI.create("http://127.0.0.1:" + deployer.healthPort() + "/health");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(health).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static Deployment model(String id) {
        return Deployment.newBuilder()
                .setId(id)
                .setName(id)
                .setDeployment(DeploymentSpec.newBuilder().setImage("image:1").setReplicas(1))
                .build();
    }
}
