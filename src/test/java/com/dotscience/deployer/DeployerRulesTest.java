package com.dotscience.deployer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.push.PushGrpc;
import com.dotscience.testing.Embedded;
import com.dotscience.testing.EmbeddedCluster;
import com.dotscience.testing.GoGateway;
import com.dotscience.testing.GoGateway.Announcement;
import com.dotscience.testing.SimulatedRollouts;
import com.dotscience.testing.go.Deployment;
import com.dotscience.testing.go.DeploymentSpec;
import com.dotscience.testing.go.IngressSpec;
import com.dotscience.testing.go.ServicePort;
import com.dotscience.testing.go.ServiceSpec;
import com.dotscience.testing.go.UpdateDeploymentRequest;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules, at a whole deployer between a Gateway as the Go program is one and an embedded cluster. */
@Embedded
class DeployerRulesTest {

    private static final String TOKEN = "QZBXM57CUDQOB6HDXU3ATLG6WZOH2U5IQN6HJA46AAH3EH2XN5OQ====";
    private static final String READY = "Deployment: ready Service: ready Ingress: ready";

    private final GoGateway gateway = new GoGateway(TOKEN, Announcement.UNIMPLEMENTED);
    private final EmbeddedCluster cluster = EmbeddedCluster.start();
    private final KubernetesClient client = cluster.client();
    private final SimulatedRollouts rollouts = SimulatedRollouts.start(cluster, Duration.ofMillis(100));
    private final AtomicInteger refusals = new AtomicInteger();
    private Path kubeconfig;
    private DeployerApplication deployer;

    @BeforeEach
    void startGateway(@TempDir Path folder) throws Exception {
        gateway.start();
        kubeconfig = cluster.kubeconfig().writeTo(folder.resolve("kubeconfig"));
    }

    @AfterEach
    void stop() {
        if (deployer != null) {
            deployer.close();
        }
        gateway.close();
        rollouts.close();
        cluster.close();
    }

    @Nested
    class NothingBeforeEverythingIsKnownR1 {

        @Test
        void nothingIsWrittenBeforeTheGatewayWasReached() {
            gateway.put(model("a", "image:1"));
            gateway.stop();

            start(Map.of("deployer.resync.interval", "100ms"));

            await().until(() -> exchanges("cluster-events") >= 1);
            await().until(() -> exchanges("plan-all") >= 5);
            assertThat(names()).isEmpty();
        }

        @Test
        void nothingIsWrittenBeforeEveryKindOfObjectIsKnown() {
            cluster.expect()
                    .get()
                    .withPath("/apis/networking.k8s.io/v1/ingresses?labelSelector=owner%3Dds-deployer&limit=250")
                    .andReply(500, request -> {
                        refusals.incrementAndGet();
                        return "not today";
                    })
                    .always();
            gateway.put(model("a", "image:1"));

            start(Map.of("deployer.resync.interval", "100ms"));

            await().until(() -> refusals.get() >= 1 && gateway.followers() > 0);
            gateway.put(model("b", "image:1"));
            await().until(() -> gateway.lists() >= 4 && exchanges("plan-all") >= 5);
            assertThat(names()).isEmpty();
        }

        @Test
        void aGatewayThatNeverListsGetsWhatItStreamsMadeAndNothingDeleted() {
            gateway.put(model("kept", "image:1"));
            start(Map.of());
            await().until(() -> names().equals(Set.of("ds-kept-kept")));
            deployer.close();
            gateway.remove("kept");
            gateway.refuseLists(true);

            start(Map.of());
            await().until(() -> gateway.followers() > 0);
            gateway.put(model("news", "image:1"));

            await().until(() -> names().contains("ds-news-news"));
            await().until(() -> gateway.lists() >= 4);
            assertThat(names()).containsExactlyInAnyOrder("ds-kept-kept", "ds-news-news");
        }
    }

    @Nested
    class MassDeletionIsHeldR2 {

        @Test
        void anEmptyListHoldsUntilListsHaveAgreedForTheGrace() {
            gateway.put(model("a", "image:1"));
            start(Map.of("deployer.prune.grace", "3s"));
            await().until(() -> names().equals(Set.of("ds-a-a")));

            gateway.remove("a");

            await().until(() -> deployer.heldDeletions().equals(Set.of("a")));
            assertThat(names()).containsExactly("ds-a-a");
            await().until(() -> names().isEmpty());
        }

        @Test
        void aListThatLacksMostIsNotBelievedAndOneThatLacksAFewIs() {
            List<String> ids = IntStream.range(0, 12).mapToObj(i -> "m" + i).toList();
            ids.forEach(id -> gateway.put(model(id, "image:1")));
            start(Map.of());
            await().until(() -> names().size() == 12);

            ids.subList(0, 7).forEach(gateway::remove);

            await().until(() -> deployer.heldDeletions().equals(Set.copyOf(ids.subList(0, 7))));
            long lists = gateway.lists();
            await().until(() -> gateway.lists() >= lists + 3);
            assertThat(names()).hasSize(12);

            ids.subList(0, 7).forEach(id -> gateway.put(model(id, "image:1")));
            await().until(() -> deployer.heldDeletions().isEmpty());
            ids.subList(0, 2).forEach(gateway::remove);

            await().until(() -> names().size() == 10);
            assertThat(names()).doesNotContain("ds-m0-m0", "ds-m1-m1");
        }

        @Test
        void aListThatIsBackInTimeEndsTheGrace() {
            gateway.put(model("a", "image:1"));
            start(Map.of("deployer.prune.grace", "3s"));
            await().until(() -> names().equals(Set.of("ds-a-a")));
            gateway.remove("a");
            await().until(() -> deployer.heldDeletions().equals(Set.of("a")));

            gateway.put(model("a", "image:1"));

            await().until(() -> deployer.heldDeletions().isEmpty());
            assertThat(names()).containsExactly("ds-a-a");
        }
    }

    @Nested
    class OldNewsNeverUndoesNewerR4 {

        @Test
        void aLateListKeepsWhatTheStreamSaidMeanwhile() {
            gateway.put(model("a", "image:1"));
            start(Map.of());
            await().until(() -> statuses("a").contains(READY));
            gateway.holdLists();
            await().until(() -> gateway.heldLists() >= 1);

            gateway.put(model("a", "image:2"));
            gateway.put(model("b", "image:1"));
            await().until(() -> image("a").equals("image:2") && statuses("b").contains(READY));
            String uid = made("b").orElseThrow().getMetadata().getUid();
            int reports = gateway.reports().size();
            long lists = gateway.lists();
            gateway.letListsGo();

            await().until(() -> gateway.lists() >= lists + 3);
            assertThat(image("a")).isEqualTo("image:2");
            assertThat(made("b").orElseThrow().getMetadata().getUid()).isEqualTo(uid);
            assertThat(gateway.reports().subList(reports, gateway.reports().size()))
                    .as("reports of a change back, and of the change back from that")
                    .allSatisfy(report -> assertThat(report.getStatus()).isEqualTo(READY));
        }
    }

    @Nested
    class ReadyMeansReadyR8 {

        @Test
        void anImageUpdateGoesThroughConfiguringAgain() {
            gateway.put(model("a", "image:1"));
            start(Map.of());
            await().until(() -> statuses("a").contains(READY));
            int before = statuses("a").size();

            rollouts.close();
            gateway.put(model("a", "image:2"));

            await().untilAsserted(() -> assertThat(
                            statuses("a").subList(before, statuses("a").size()))
                    .containsExactly("Deployment: configuring Service: ready Ingress: ready"));
            try (SimulatedRollouts goOn = SimulatedRollouts.start(cluster, Duration.ofMillis(100))) {
                await().untilAsserted(() -> assertThat(statuses("a")).last().isEqualTo(READY));
            }
        }
    }

    @Nested
    class TheCostOfAChangeDoesNotGrowWithTheFleetR9 {

        @Test
        void oneChangedIdInAFleetPlansNoOther() throws Exception {
            int fleet = 60;
            List<String> ids = IntStream.range(0, fleet).mapToObj(i -> "m" + i).toList();
            ids.forEach(id -> gateway.put(model(id, "image:1")));
            start(Map.of("deployer.resync.interval", "1h"));
            ids.forEach(id -> await().until(() -> statuses(id).contains(READY)));
            long lists = gateway.lists();
            long before = exchanges("reconcile");
            await().until(() -> gateway.lists() >= lists + 4);
            assertThat(exchanges("reconcile"))
                    .as("planned by lists that say nothing new")
                    .isEqualTo(before);

            gateway.put(model("m7", "image:2"));

            await().until(() -> image("m7").equals("image:2"));
            assertThat(exchanges("reconcile") - before)
                    .as("plans: the news, and each event of the three objects of that id")
                    .isBetween(1L, 10L);
        }
    }

    /** R7: what is refused is tried again after 1 s, 2 s, 4 s, each less up to half; others do not wait for it. */
    @Test
    void whatIsRefusedIsTriedAgainMoreAndMoreSeldom() {
        cluster.expect()
                .post()
                .withPath("/apis/networking.k8s.io/v1/namespaces/default/ingresses")
                .andReply(500, request -> {
                    refusals.incrementAndGet();
                    return "the webhook is away";
                })
                .always();
        gateway.put(model("a", "image:1"));
        start(Map.of());
        await().until(() -> refusals.get() >= 1);
        long first = System.nanoTime();

        await().until(() -> refusals.get() >= 4);

        // At least 0.5 s, 1 s and 2 s between them; the first was noticed up to one look late.
        assertThat(Duration.ofNanos(System.nanoTime() - first)).isGreaterThan(Duration.ofSeconds(3));
    }

    @Test
    void behindAForeignGatewayAModelDeploymentIsMadeUpdatedAndDeleted() {
        gateway.put(model("a", "image:1"));
        gateway.put(model("b", "image:1"));
        start(Map.of());
        await().until(() -> statuses("a").contains(READY) && statuses("b").contains(READY));
        String uid = made("a").orElseThrow().getMetadata().getUid();
        assertThat(client.network()
                        .v1()
                        .ingresses()
                        .inNamespace("default")
                        .withName("ds-a-a")
                        .get())
                .isNotNull();

        gateway.put(model("a", "image:2"));

        await().until(() -> image("a").equals("image:2"));
        assertThat(made("a").orElseThrow().getMetadata().getUid()).isEqualTo(uid);

        gateway.remove("a");

        await().until(() -> names().equals(Set.of("ds-b-b")));
    }

    @Test
    void aGatewayWithListsOnlyIsFollowedAllTheSame() {
        gateway.refuseStreams(true);
        start(Map.of());

        gateway.put(model("a", "image:1"));
        gateway.put(model("b", "image:1"));
        await().until(() -> statuses("a").contains(READY) && statuses("b").contains(READY));
        gateway.remove("a");

        await().until(() -> names().equals(Set.of("ds-b-b")));
    }

    /** R12: the limits of the cluster's owner hold for whoever pushes as for a Gateway. */
    @Test
    void whatIsPushedKeepsToTheLimitsAndIsMadeAndStaysUntilItIsRemoved() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        start(Map.of(
                "deployer.push.enabled",
                "true",
                "deployer.push.address",
                "127.0.0.1:" + port,
                "deployer.allowed.images",
                "image"));
        ManagedChannel channel =
                NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
        try {
            Metadata metadata = new Metadata();
            metadata.put(Metadata.Key.of("token", Metadata.ASCII_STRING_MARSHALLER), TOKEN);
            PushGrpc.PushBlockingStub push = PushGrpc.newBlockingStub(channel)
                    .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
            var pushed = com.dotscience.api.Deployment.parseFrom(
                    model("p", "image:1").toByteArray());
            push.pushDeployment(
                    com.dotscience.api.Deployment.parseFrom(model("e", "evil:1").toByteArray()));
            push.pushDeployment(pushed);
            await().until(() -> names().equals(Set.of("ds-p-p")));
            await().untilAsserted(() -> assertThat(statuses("e"))
                    .last()
                    .asString()
                    .contains("Refused: deployment.image is evil:1, but deployer.allowed.images allows only image"));

            long lists = gateway.lists();
            await().until(() -> gateway.lists() >= lists + 3);
            assertThat(names()).containsExactly("ds-p-p");

            push.removeDeployment(pushed);
            await().until(() -> names().isEmpty());
        } finally {
            channel.shutdownNow();
        }
    }

    private void start(Map<String, String> settings) {
        Map<String, String> values = new HashMap<>(Map.of(
                "deployer.token",
                TOKEN,
                "deployer.gateway.address",
                gateway.address(),
                "deployer.health.port",
                "0",
                "deployer.lease",
                "none",
                "deployer.gateway.tls",
                "false",
                "deployer.poll.interval",
                "200ms",
                "deployer.kubeconfig",
                kubeconfig.toString()));
        values.putAll(settings);
        deployer = DeployerApplication.of(Map.of(), values);
        deployer.start();
    }

    private static long exchanges(String route) throws Exception {
        return (Long) ManagementFactory.getPlatformMBeanServer()
                .getAttribute(
                        new ObjectName("org.apache.camel:context=ds-deployer,type=routes,name=\"" + route + "\""),
                        "ExchangesTotal");
    }

    private Optional<io.fabric8.kubernetes.api.model.apps.Deployment> made(String id) {
        return client.apps().deployments().inNamespace("default").list().getItems().stream()
                .filter(made -> id.equals(made.getMetadata().getAnnotations().get("deployment")))
                .findFirst();
    }

    private String image(String id) {
        return made(id).orElseThrow()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0)
                .getImage();
    }

    private Set<String> names() {
        return client.apps().deployments().inNamespace("default").list().getItems().stream()
                .map(made -> made.getMetadata().getName())
                .collect(Collectors.toSet());
    }

    private List<String> statuses(String id) {
        return gateway.reports().stream()
                .filter(report -> report.getId().equals(id))
                .map(UpdateDeploymentRequest::getStatus)
                .toList();
    }

    private static Deployment model(String id, String image) {
        return Deployment.newBuilder()
                .setId(id)
                .setName(id)
                .setDeployment(DeploymentSpec.newBuilder()
                        .setImage(image)
                        .setReplicas(1)
                        .addPorts(8501))
                .setService(ServiceSpec.newBuilder()
                        .addPorts(ServicePort.newBuilder()
                                .setName("model-http")
                                .setProtocol("TCP")
                                .setPort(8501)
                                .setTargetPort(8501)))
                .setIngress(IngressSpec.newBuilder().setClass_("webrelay").setHost(id + ".example.com"))
                .build();
    }
}
