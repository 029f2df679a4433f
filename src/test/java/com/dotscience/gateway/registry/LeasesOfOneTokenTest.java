package com.dotscience.gateway.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.DeployerGrpc;
import com.dotscience.api.DeployerGrpc.DeployerBlockingStub;
import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentFilter;
import com.dotscience.api.UpdateDeployerRequest;
import com.dotscience.api.management.Deployer;
import com.dotscience.api.management.ListDeployersRequest;
import com.dotscience.gateway.OpenStream;
import com.dotscience.gateway.TestDeployer;
import com.dotscience.gateway.TestGateway;
import com.dotscience.gateway.options.GatewayOptions;
import com.dotscience.gateway.store.Changes;
import com.dotscience.gateway.store.Database;
import com.dotscience.gateway.store.Deployers;
import com.dotscience.testing.Embedded;
import com.dotscience.testing.HandClock;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R13 at the Gateway: it tells programs of one token that have a Lease of one that has none, as 0.1.0 has none. */
@Embedded
class LeasesOfOneTokenTest {

    private static final Map<String, String> LEADER = Map.of("version", "2", "lease", "uid-1");
    private static final Map<String, String> STANDBY = Map.of("version", "3", "lease", "uid-1", "standing-by", "true");
    private static final Map<String, String> OLD = Map.of("version", "0.1.0");

    private final HandClock clock = new HandClock(Instant.parse("2026-01-02T03:04:05Z"));
    private String databaseUrl;
    private TestGateway gateway;
    private TestDeployer edge;

    @BeforeEach
    void start(@TempDir Path directory) {
        databaseUrl = GatewayOptions.embeddedDatabase(directory);
        gateway = TestGateway.on(databaseUrl, clock);
        edge = gateway.createDeployer("edge");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void thoseThatHaveALeaseAreToldOfOneThatHasNoneUntilItHasGone() {
        assertThat(announce(LEADER)).isEmpty();
        OpenStream<Deployment> followed = follow(LEADER);

        OpenStream<Deployment> old = follow(OLD);

        await().untilAsserted(() -> assertThat(followed.messages()).containsExactly(Deployment.getDefaultInstance()));
        assertThat(announce(LEADER)).isEqualTo("0.1.0");
        assertThat(list(STANDBY)).isEqualTo("0.1.0");
        assertThat(announce(OLD)).isEmpty();
        assertThat(list(OLD)).isEmpty();
        assertThat(old.messages()).isEmpty();
        assertThat(shown().getLeaseTrouble())
                .startsWith("version 0.1.0 runs with its token and writes without a Lease");

        old.close();
        clock.pass(Duration.ofSeconds(14));
        assertThat(announce(LEADER)).isEqualTo("0.1.0");

        // When the Gateway hears of the end is not known to the second.
        await().untilAsserted(() -> {
            clock.pass(Duration.ofSeconds(1));
            assertThat(followed.messages()).hasSize(2);
        });
        assertThat(announce(LEADER)).isEmpty();
        assertThat(shown().getLeaseTrouble()).isEmpty();
    }

    @Test
    void afterARestartOfTheGatewayOneThatHasNoneHasTimeToComeBack() {
        gateway.close();
        try (Database database = Database.open(databaseUrl);
                Changes changes = new Changes(database, clock)) {
            new Deployers(database, changes, new SecureRandom(), clock).setWithoutLease(edge.id(), "0.1.0");
        }
        gateway.restart();
        edge = gateway.reconnected(edge);

        assertThat(announce(LEADER)).isEqualTo("0.1.0");

        clock.pass(Duration.ofSeconds(15));
        assertThat(announce(LEADER)).isEmpty();
    }

    @Test
    void whatOneThatStandsBySaysChangesNothing() {
        calls(LEADER)
                .updateDeployer(UpdateDeployerRequest.newBuilder()
                        .setKubernetesVersion("v1.30.0")
                        .setHold("held by ops")
                        .build());
        calls(STANDBY)
                .updateDeployer(UpdateDeployerRequest.newBuilder()
                        .setKubernetesVersion("v1.31.0")
                        .setClusterTrouble("no API server")
                        .setStandingBy("standing by: another leads")
                        .build());
        follow(STANDBY);
        list(LEADER);

        assertThat(shown())
                .returns("2", Deployer::getVersion)
                .returns("v1.30.0", Deployer::getKubernetesVersion)
                .returns("held by ops", Deployer::getHold)
                .returns("", Deployer::getClusterTrouble)
                .returns("", Deployer::getLeaseTrouble)
                .returns(true, Deployer::getOnline);
    }

    /** Without an API server nobody renews a Lease, and whoever led stands by. */
    @Test
    void whereNobodyLeadsThoseThatStandBySayThatTheApiServerIsNotHeard() {
        announce(LEADER);

        calls(STANDBY)
                .updateDeployer(UpdateDeployerRequest.newBuilder()
                        .setClusterTrouble("no API server")
                        .setStandingBy("standing by: the Lease cannot be had")
                        .build());
        list(STANDBY);

        assertThat(shown()).returns("no API server", Deployer::getClusterTrouble);
        announce(LEADER);
        assertThat(shown()).returns("", Deployer::getClusterTrouble);
    }

    /** Whoever creates a model deployment at once sees its address. */
    @Test
    void whatTheFirstOneSaysOfItsClusterIsTakenThoughNobodyLeadsYet() {
        calls(STANDBY)
                .updateDeployer(UpdateDeployerRequest.newBuilder()
                        .setKubernetesVersion("v1.30.0")
                        .setIngressUrl("http://*:8088")
                        .setStandingBy("standing by: nobody leads yet")
                        .build());

        assertThat(shown()).returns("v1.30.0", Deployer::getKubernetesVersion);
        Deployment.Builder cats = TestGateway.model("cats");
        cats.getIngressBuilder().setHost("cats.example.com");
        assertThat(gateway.create(edge, cats).getUrl()).isEqualTo("http://cats.example.com:8088");
    }

    @Test
    void twoLeasesOfOneTokenAreShown() {
        announce(LEADER);
        announce(Map.of("version", "2", "lease", "uid-2"));

        assertThat(shown().getLeaseTrouble()).startsWith("2 run with its token that have different Leases");
    }

    private String announce(Map<String, String> metadata) {
        return calls(metadata)
                .updateDeployer(UpdateDeployerRequest.getDefaultInstance())
                .getWithoutLease();
    }

    private String list(Map<String, String> metadata) {
        return calls(metadata)
                .listDeployments(DeploymentFilter.getDefaultInstance())
                .getWithoutLease();
    }

    private OpenStream<Deployment> follow(Map<String, String> metadata) {
        return OpenStream.open(
                        channel(metadata),
                        DeployerGrpc.getStreamDeploymentsMethod(),
                        DeploymentFilter.getDefaultInstance(),
                        true)
                .awaitHeaders();
    }

    private DeployerBlockingStub calls(Map<String, String> metadata) {
        return DeployerGrpc.newBlockingStub(channel(metadata));
    }

    private Channel channel(Map<String, String> metadata) {
        Metadata sent = new Metadata();
        metadata.forEach((key, value) -> sent.put(Metadata.Key.of(key, Metadata.ASCII_STRING_MARSHALLER), value));
        sent.put(Metadata.Key.of("token", Metadata.ASCII_STRING_MARSHALLER), edge.token());
        return ClientInterceptors.intercept(edge.connection(), MetadataUtils.newAttachHeadersInterceptor(sent));
    }

    private Deployer shown() {
        return gateway.management()
                .listDeployers(ListDeployersRequest.getDefaultInstance())
                .getDeployers(0);
    }
}
