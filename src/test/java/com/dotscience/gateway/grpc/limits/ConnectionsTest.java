package com.dotscience.gateway.grpc.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.Deployment;
import com.dotscience.gateway.Http;
import com.dotscience.gateway.OpenStream;
import com.dotscience.gateway.TestDeployer;
import com.dotscience.gateway.TestGateway;
import com.dotscience.gateway.grpc.HealthWatchLimit;
import com.dotscience.gateway.http.HttpPort;
import com.dotscience.gateway.options.GatewayOptions;
import com.dotscience.testing.Embedded;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However many connections somebody opens, the Gateway keeps a bounded number, and those of others stay. */
@Embedded
class ConnectionsTest {
    private static final int PATIENCE_MILLIS = 30_000;

    private TestGateway gateway;
    private TestDeployer hostile;
    private TestDeployer honest;
    private OpenStream<Deployment> honestStream;
    private final List<ManagedChannel> channels = new ArrayList<>();
    private final List<Socket> sockets = new ArrayList<>();

    @BeforeEach
    void start(@TempDir Path directory) {
        gateway = TestGateway.on(GatewayOptions.embeddedDatabase(directory));
        hostile = gateway.createDeployer("hostile");
        honest = gateway.createDeployer("honest");
        honestStream = elsewhere(honest).follow();
    }

    @AfterEach
    void stop() throws IOException {
        channels.forEach(ManagedChannel::shutdownNow);
        for (Socket socket : sockets) {
            socket.close();
        }
        gateway.close();
    }

    @Test
    void ofMoreThanADeployerMayHaveTheOldestEnds() {
        OpenStream<Deployment> oldest = elsewhere(hostile).follow();
        for (int i = 0; i < Connections.MAX_OF_A_DEPLOYER - 1; i++) {
            elsewhere(hostile).list();
        }
        assertThat(oldest.hasEnded()).isFalse();

        elsewhere(hostile).list();

        assertThat(oldest.awaitEnd().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(honestStream.hasEnded()).isFalse();
        assertThat(elsewhere(honest).list().getDeploymentsList()).isEmpty();
    }

    @Test
    void aProxysConnectionIsEndedForNoneOfThoseWhoseCallsItCarries() {
        ManagedChannel proxys = anotherChannel();
        OpenStream<Deployment> throughIt = on(proxys, honest).follow();
        on(proxys, hostile).list();

        for (int i = 0; i < Connections.MAX_OF_A_DEPLOYER + 1; i++) {
            elsewhere(hostile).list();
        }

        assertThat(on(proxys, honest).list().getDeploymentsList()).isEmpty();
        assertThat(throughIt.hasEnded()).isFalse();
    }

    @Test
    void ofThoseThatShowNoTokenTheOldestEndsAndAFreshOneIsServed() throws Exception {
        for (int i = 0; i < Connections.MAX_ANONYMOUS + 1; i++) {
            sockets.add(new Socket(InetAddress.getLoopbackAddress(), gateway.port()));
        }

        assertThat(elsewhere(honest).list().getDeploymentsList()).isEmpty();
        assertThat(hasEnded(sockets.get(0))).isTrue();
        assertThat(honestStream.hasEnded()).isFalse();
        await().untilAsserted(() -> assertThat(endedConnections()).isPositive());
    }

    @Test
    void ofTheHttpPortsTooTheOldestEndsAndAProbeIsAnswered() throws Exception {
        for (int i = 0; i < HttpPort.MAX_CONNECTIONS + 1; i++) {
            sockets.add(new Socket(InetAddress.getLoopbackAddress(), gateway.httpPort()));
        }

        assertThat(Http.get(gateway, "/health/live").statusCode()).isEqualTo(200);
        assertThat(hasEnded(sockets.get(0))).isTrue();
    }

    private static boolean hasEnded(Socket socket) throws IOException {
        socket.setSoTimeout(PATIENCE_MILLIS);
        try {
            int read;
            do {
                read = socket.getInputStream().read();
            } while (read >= 0);
            return true;
        } catch (SocketException e) {
            return true;
        }
    }

    private double endedConnections() throws Exception {
        return Http.get(gateway, "/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("gateway_connections_ended_total "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
                .sum();
    }

    @Test
    void manyDeployersBehindOneAddressAllStay() {
        List<OpenStream<Deployment>> all = IntStream.range(0, 2 * Connections.MAX_OF_A_DEPLOYER)
                .mapToObj(i -> elsewhere(gateway.createDeployer("behind-" + i)).follow())
                .toList();

        assertThat(all).noneMatch(OpenStream::hasEnded);
        assertThat(honestStream.hasEnded()).isFalse();
    }

    @Test
    void aConnectionWatchesTheHealthAFewTimes() {
        ManagedChannel channel = anotherChannel();
        List<OpenStream<HealthCheckResponse>> watches = new ArrayList<>();
        for (int i = 0; i < HealthWatchLimit.MAX_PER_CONNECTION; i++) {
            watches.add(watch(channel));
        }
        await().until(() -> watches.stream().allMatch(OpenStream::hasBegun));

        OpenStream<HealthCheckResponse> more = watch(channel);

        assertThat(more.awaitEnd())
                .satisfies(end -> assertThat(end.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED));
        assertThat(HealthGrpc.newBlockingStub(channel).check(HealthCheckRequest.getDefaultInstance()))
                .isNotNull();
        assertThat(watches).noneMatch(OpenStream::hasEnded);
        watches.get(0).close();
        await().untilAsserted(() -> watch(channel).awaitHeaders());
    }

    private static OpenStream<HealthCheckResponse> watch(ManagedChannel channel) {
        return OpenStream.open(channel, HealthGrpc.getWatchMethod(), HealthCheckRequest.getDefaultInstance(), true);
    }

    private ManagedChannel anotherChannel() {
        ManagedChannel channel = gateway.anotherChannel();
        channels.add(channel);
        return channel;
    }

    /** Over a connection of its own. */
    private TestDeployer elsewhere(TestDeployer deployer) {
        return on(anotherChannel(), deployer);
    }

    private static TestDeployer on(ManagedChannel channel, TestDeployer deployer) {
        return new TestDeployer(deployer.id(), deployer.name(), deployer.token(), channel);
    }
}
