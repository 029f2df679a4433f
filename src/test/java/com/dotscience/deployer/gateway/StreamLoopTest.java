package com.dotscience.deployer.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.Deployment;
import com.dotscience.testing.Embedded;
import com.dotscience.testing.FreezingProxy;
import io.grpc.Status;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Embedded
class StreamLoopTest {

    private final TestGateway gateway = new TestGateway();

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void howeverManyAttemptsItTakesTheLogHasOneLineForTheLossAndOneForTheReturn() throws Exception {
        gateway.start();
        try (LogLines log = new LogLines();
                Follower follower = Follower.of(gateway.address())) {
            await().until(() -> follower.lists.size() == 1);
            gateway.refusal = Status.UNAVAILABLE.withDescription("starting");
            gateway.followers.forEach(stream -> stream.onCompleted());
            await().until(() -> gateway.count("UpdateDeployer") >= 5);
            gateway.refusal = null;
            await().until(() -> follower.lists.size() == 2);

            assertThat(log.lines())
                    .filteredOn(line -> line.contains("the Gateway at"))
                    .containsExactly(
                            "INFO Connected to the Gateway at " + gateway.address(),
                            "WARN Lost the connection to the Gateway at " + gateway.address()
                                    + ": the Gateway ended the stream. Trying again until it is there.",
                            "INFO Connected again to the Gateway at " + gateway.address());
            assertThat(log.hasStackTrace()).isFalse();
        }
    }

    @Test
    void itFindsAGatewayThatComesUpLater() throws Exception {
        gateway.start().kill();
        try (Follower follower = Follower.of(gateway.address())) {
            await().until(() -> follower.connection.state().lastError().isPresent());
            assertThat(follower.connection.state().lastError().orElseThrow()).contains("Connection refused");
            assertThat(follower.connection.identityHints()).isEmpty();
            gateway.start();

            await().until(() -> follower.lists.size() == 1);
            assertThat(follower.connection.identityHints())
                    .contains(new IdentityHints(
                            "3d87cc1b4fcd392b579b2f236f9465d3", Optional.of("identity-of-the-gateway")));
            assertThat(follower.connection.state().reconnects()).isZero();
        }
    }

    @Test
    void theNextMessageIsAskedForWhenTheLastOneIsDoneWith() throws Exception {
        gateway.start();
        AtomicInteger taken = new AtomicInteger();
        CountDownLatch busy = new CountDownLatch(1);
        try (GatewayClient connection = new GatewayClient(
                Follower.plaintext(gateway.address(), () -> Follower.TOKEN, Follower.QUICK),
                () -> "",
                Optional::empty,
                Optional::empty,
                Participation::none)) {
            StreamLoop<Deployment> loop = loop(connection, () -> {
                taken.incrementAndGet();
                awaitUninterrupted(busy);
            });
            Thread thread = started(loop);
            await().until(() -> gateway.followers.size() == 1);
            // More than the windows of HTTP/2 hold: the server notices that nobody reads.
            Deployment large =
                    Deployment.newBuilder().setId("x".repeat(1 << 20)).build();
            for (int i = 0; i < 5; i++) {
                gateway.send(large);
            }
            await().until(() -> taken.get() == 1);
            await().during(Duration.ofMillis(300)).until(() -> !gateway.readyToSend());
            assertThat(taken).hasValue(1);

            busy.countDown();
            await().until(() -> taken.get() == 5);
            loop.stop();
            thread.join();
        }
    }

    @Test
    @Timeout(60)
    void aPeerThatGoesSilentIsNoticed() throws Exception {
        gateway.start();
        GatewayOptions.Timing keepingAlive = new GatewayOptions.Timing(
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                Duration.ofMillis(200),
                Duration.ofMillis(50),
                Duration.ofMillis(200),
                Duration.ofMillis(100),
                Duration.ofSeconds(10),
                Duration.ofMillis(100));
        try (FreezingProxy proxy = new FreezingProxy(gateway.port());
                Follower follower =
                        new Follower(Follower.plaintext(proxy.address(), () -> Follower.TOKEN, keepingAlive))) {
            await().until(() -> follower.lists.size() == 1);
            proxy.freeze();

            await().atMost(Duration.ofSeconds(50))
                    .until(() -> !follower.connection.state().connected());
            assertThat(follower.connection.silence())
                    .as("counted from what came last")
                    .isGreaterThanOrEqualTo(keepingAlive.keepAlive().plus(keepingAlive.keepAliveTimeout()));
            proxy.thaw();
            await().atMost(Duration.ofSeconds(50)).until(() -> follower.lists.size() == 2);
            assertThat(follower.connection.silence()).isZero();
        }
    }

    @Test
    void aServerThatTakesConnectionsAndSaysNothingDoesNotHoldUpTheStop() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Follower follower = Follower.of("localhost:" + silent.getLocalPort());
            silent.accept();
            follower.close();
            await().until(() -> threads("gateway") == 0);
        }
    }

    @Test
    void stoppingEndsTheStreamAndLeavesNoThread() throws Exception {
        gateway.start();
        try (LogLines log = new LogLines()) {
            Follower follower = Follower.of(gateway.address());
            await().until(() -> follower.lists.size() == 1);
            assertThat(threads("gateway")).isEqualTo(1);

            follower.close();

            await().until(() -> gateway.followers.isEmpty());
            await().until(() -> threads("gateway") == 0);
            assertThat(log.lines()).noneMatch(line -> line.startsWith("WARN"));
        }
    }

    private static long threads(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().endsWith(" - " + name))
                .count();
    }

    private static StreamLoop<Deployment> loop(GatewayClient connection, Runnable onUpdate) {
        RetryPause retry = new RetryPause(connection.timing(), () -> 0.0);
        return new StreamLoop<>(
                new DeploymentFeed(connection, retry), Follower.QUICK.headers(), new StreamLoop.Listener<>() {
                    @Override
                    public void connected() {}

                    @Override
                    public void message(Deployment deployment) {
                        onUpdate.run();
                    }
                });
    }

    private static Thread started(Runnable loop) {
        Thread thread = new Thread(loop, "test - loop");
        thread.start();
        return thread;
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
