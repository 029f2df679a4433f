package com.dotscience.deployer.cluster.informer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.testing.Embedded;
import com.dotscience.testing.HandClock;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@EnableKubernetesMockClient(crud = true, https = false)
@Embedded
class NodeLeasesTest {

    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    KubernetesMockServer server;
    KubernetesClient client;

    private final HandClock clock = new HandClock(START);
    private final List<String> changed = new CopyOnWriteArrayList<>();
    private final ApiServerConnection connection = new ApiServerConnection(Optional::empty);
    private NodeLeases nodes;

    @AfterEach
    void stop() {
        nodes.stop();
    }

    @Test
    void aNodeThatMissesARenewalIsNotHeardUntilItsNextOne() throws Exception {
        renew("a", 0);
        renew("b", 0);
        start();

        after(Duration.ofSeconds(10));
        renew("b", 10);
        awaitRenewal("b");
        after(Duration.ofSeconds(5));
        assertThat(changed).isEmpty();
        after(Duration.ofSeconds(1));
        assertThat(changed).containsExactly("a");
        assertThat(nodes.unheardSince("a")).contains(START);
        assertThat(nodes.unheardSince("b")).isEmpty();

        renew("a", 16);
        await().untilAsserted(() -> {
            nodes.check(true);
            assertThat(nodes.unheardSince("a")).isEmpty();
        });
        assertThat(changed).containsExactly("a", "a");
    }

    @Test
    void whereTheApiServerIsNotHeardNothingIsSaidOfNodesAndTheyHaveTimeAfterwards() throws Exception {
        renew("a", 0);
        start();

        clock.pass(Duration.ofSeconds(60));
        nodes.check(false);
        assertThat(nodes.unheardSince("a")).isEmpty();
        after(Duration.ofSeconds(15));
        assertThat(nodes.unheardSince("a")).isEmpty();
        after(Duration.ofSeconds(1));
        assertThat(nodes.unheardSince("a")).contains(START);
    }

    @Test
    void aNodeThatIsTakenAwayIsNotMissed() throws Exception {
        Lease lease = renew("a", 0);
        start();
        after(Duration.ofSeconds(16));
        assertThat(nodes.unheardSince("a")).isPresent();

        client.resource(lease).delete();

        await().untilAsserted(() -> {
            nodes.check(true);
            assertThat(nodes.unheardSince("a")).isEmpty();
        });
        assertThat(changed).containsExactly("a", "a");
    }

    @Test
    void whereTheyMayNotBeReadNothingIsKnownAndAllElseGoesOn() throws Exception {
        server.expect()
                .get()
                .withPath("/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases?limit=250")
                .andReturn(
                        403,
                        new StatusBuilder()
                                .withCode(403)
                                .withMessage("leases is forbidden")
                                .build())
                .always();
        renew("a", 0);

        start();
        after(Duration.ofMinutes(1));

        assertThat(nodes.unheardSince("a")).isEmpty();
        connection.begin(0);
        connection.check(1);
        assertThat(connection.trouble()).isEmpty();
    }

    private void start() throws Exception {
        nodes = new NodeLeases(client, connection, clock, changed::add);
        nodes.start().toCompletableFuture().get(1, TimeUnit.MINUTES);
    }

    private void after(Duration time) {
        clock.pass(time);
        nodes.check(true);
    }

    private void awaitRenewal(String node) {
        // Only the result shows that the lease has arrived.
        await().until(() -> nodes.heardAt(node).filter(clock.instant()::equals).isPresent());
    }

    private Lease renew(String node, int second) {
        return client.resource(new LeaseBuilder()
                        .withNewMetadata()
                        .withNamespace("kube-node-lease")
                        .withName(node)
                        .endMetadata()
                        .withNewSpec()
                        .withHolderIdentity(node)
                        .withLeaseDurationSeconds(40)
                        .withRenewTime(ZonedDateTime.ofInstant(START.plusSeconds(second), ZoneOffset.UTC))
                        .endSpec()
                        .build())
                .createOr(lease -> lease.update());
    }
}
