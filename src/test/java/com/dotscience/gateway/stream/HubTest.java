package com.dotscience.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.DeployerGrpc;
import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentFilter;
import com.dotscience.gateway.OpenStream;
import com.dotscience.gateway.grpc.EarlyHeaders;
import com.dotscience.testing.Embedded;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The hub behind a real server, with clients that read and clients that do not. */
@Embedded
class HubTest {
    private static final String MINIKUBE = "minikube";

    private final List<Long> handed = new CopyOnWriteArrayList<>();
    private final Hub<Deployment> hub = new Hub<>(handed::add);
    private final Map<String, Subscription<Deployment>> subscriptions = new ConcurrentHashMap<>();
    private Server server;
    private ManagedChannel channel;

    /** Subscribes whoever calls to the deployer that it names. */
    private final class Service extends DeployerGrpc.DeployerImplBase {
        @Override
        public void streamDeployments(DeploymentFilter filter, StreamObserver<Deployment> stream) {
            Subscription<Deployment> subscription = hub.subscribe(
                    filter.getDeployerName(),
                    "",
                    (ServerCallStreamObserver<Deployment>) stream,
                    EarlyHeaders.ofThisCall(),
                    Optional::of);
            subscriptions.put(filter.getCluster(), subscription);
            subscription.open();
        }
    }

    @BeforeEach
    void start() throws IOException {
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(ServerInterceptors.intercept(new Service(), new EarlyHeaders()))
                .build()
                .start();
        channel = NettyChannelBuilder.forAddress("127.0.0.1", server.getPort())
                .usePlaintext()
                .build();
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        server.shutdown();
        hub.close();
    }

    @Test
    void headersComeBeforeThereIsAnyNews() {
        OpenStream<Deployment> stream = subscribe(MINIKUBE, "reader", true);

        assertThat(stream.messages()).isEmpty();
        assertThat(stream.hasEnded()).isFalse();
    }

    @Test
    void aClientThatNeverReadsHoldsUpNobodyAndIsSentAway() {
        OpenStream<Deployment> reader = subscribe(MINIKUBE, "reader", true);
        subscribe(MINIKUBE, "sleeper", false);
        // Each a kilobyte: what gRPC and TCP buffer is some hundred of them.
        List<Deployment> news = IntStream.range(0, 2 * Subscription.MAX_PENDING)
                .mapToObj(i -> deployment("id-" + i, i + 1))
                .toList();

        int published = 0;
        for (Deployment each : news) {
            hub.publish(MINIKUBE, each.getId(), each);
            assertThat(subscriptions.get("sleeper").pending()).isLessThanOrEqualTo(Subscription.MAX_PENDING);
            if (++published % 1_000 == 0) {
                await().until(() -> subscriptions.get("reader").pending() == 0);
            }
        }

        await().until(() -> reader.messages().size() == news.size());
        assertThat(reader.messages()).isEqualTo(news);
        assertThat(reader.hasEnded()).isFalse();
        assertThat(subscriptions.get("sleeper").hasEnded()).isTrue();
        assertThat(subscriptions.get("sleeper").pending()).isZero();
    }

    @Test
    void ofEachIdOnlyTheLatestNewsWaits() {
        subscribe(MINIKUBE, "sleeper", false);
        Subscription<Deployment> sleeper = subscriptions.get("sleeper");
        int ids = 3_000;

        for (int revision = 1; revision <= 10 * ids; revision++) {
            String id = "id-" + revision % ids;
            hub.publish(MINIKUBE, id, deployment(id, revision));
        }

        assertThat(sleeper.pending()).isBetween(1, ids);
        assertThat(sleeper.hasEnded()).isFalse();
    }

    @Test
    void newsGoesToTheDeployerConcernedOnly() {
        OpenStream<Deployment> mine = subscribe(MINIKUBE, "mine", true);
        OpenStream<Deployment> others = subscribe("other", "others", true);

        hub.publish(MINIKUBE, "a", deployment("a", 1));
        hub.publish("other", "b", deployment("b", 2));

        await().until(() -> mine.messages().size() == 1 && others.messages().size() == 1);
        assertThat(mine.messages()).extracting(Deployment::getId).containsExactly("a");
        assertThat(others.messages()).extracting(Deployment::getId).containsExactly("b");
    }

    @Test
    void eachHandingToAStreamIsTimedAndWhatWaitsIsNot() {
        OpenStream<Deployment> reader = subscribe(MINIKUBE, "reader", true);
        OpenStream<Deployment> second = subscribe(MINIKUBE, "second", true);

        hub.publish(MINIKUBE, "a", deployment("a", 1));

        await().until(() -> reader.messages().size() == 1 && second.messages().size() == 1);
        assertThat(handed)
                .hasSize(2)
                .allSatisfy(nanoseconds -> assertThat(nanoseconds).isPositive());

        subscribe("other", "sleeper", false);
        int published = 0;
        while (subscriptions.get("sleeper").pending() == 0) {
            hub.publish("other", "id-" + published, deployment("id-" + published, ++published));
        }
        int all = 2 + published;
        // Some more may be handed over while what was written goes out.
        await().untilAsserted(() ->
                assertThat(handed).hasSize(all - subscriptions.get("sleeper").pending()));
    }

    @Test
    void aClientThatWentIsForgotten() {
        OpenStream<Deployment> stream = subscribe(MINIKUBE, "reader", true);
        assertThat(hub.reaches(MINIKUBE)).isTrue();

        stream.close();

        await().until(() -> !hub.reaches(MINIKUBE));
    }

    @Test
    void closingEndsAllStreamsWithUnavailableAndThoseThatStillCome() {
        OpenStream<Deployment> before = subscribe(MINIKUBE, "before", true);

        hub.close();

        assertThat(before.awaitEnd().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        OpenStream<Deployment> after = open(MINIKUBE, "after", true);
        assertThat(after.awaitEnd().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(hub.reaches(MINIKUBE)).isFalse();
    }

    private OpenStream<Deployment> subscribe(String deployer, String client, boolean reads) {
        return open(deployer, client, reads).awaitHeaders();
    }

    private OpenStream<Deployment> open(String deployer, String client, boolean reads) {
        return OpenStream.open(
                channel,
                DeployerGrpc.getStreamDeploymentsMethod(),
                DeploymentFilter.newBuilder()
                        .setDeployerName(deployer)
                        .setCluster(client)
                        .build(),
                reads);
    }

    private static Deployment deployment(String id, long revision) {
        return Deployment.newBuilder()
                .setId(id)
                .setRevision(revision)
                .setName("m".repeat(1_000))
                .build();
    }
}
