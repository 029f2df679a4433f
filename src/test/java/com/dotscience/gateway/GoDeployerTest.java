package com.dotscience.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.management.Deployer;
import com.dotscience.api.management.DeploymentRef;
import com.dotscience.api.management.ListDeployersRequest;
import com.dotscience.api.management.LogLine;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.api.management.RevokeTokenRequest;
import com.dotscience.api.management.RotateTokenRequest;
import com.dotscience.api.management.RotateTokenResponse;
import com.dotscience.api.management.StreamLogsRequest;
import com.dotscience.gateway.options.GatewayOptions;
import com.dotscience.gateway.store.Token;
import com.dotscience.testing.Embedded;
import com.dotscience.testing.GoDeployer;
import com.dotscience.testing.go.Deployment;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Go program, which knows nothing of our additions, as a client of this Gateway. */
@Embedded
class GoDeployerTest {
    private static final Duration EVERY_10_SECONDS = Duration.ofSeconds(10);
    private static final Duration OFTEN = Duration.ofMillis(100);

    private TestGateway gateway;
    private TestDeployer registered;

    @BeforeEach
    void start(@TempDir Path directory) {
        gateway = TestGateway.on(GatewayOptions.embeddedDatabase(directory));
        registered = gateway.createDeployer("minikube");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void itHearsOfChangesAndIsSentNothingItDoesNotKnow() throws Exception {
        try (GoDeployer deployer = GoDeployer.connect(gateway.port(), registered.token(), OFTEN)) {
            ModelDeployment created = gateway.create(registered, "roadsigns1");
            String id = created.getDeployment().getId();
            await().until(() -> deployer.wanted().containsKey(id));
            assertThat(deployer.wanted().get(id))
                    .isEqualTo(Deployment.parseFrom(created.getDeployment().toBuilder()
                            .clearRevision()
                            .build()
                            .toByteArray()));

            gateway.delete(id);
            await().until(() -> deployer.wanted().isEmpty());

            deployer.announce();
            assertThat(deployer.complaints()).isEmpty();
            assertThat(deployer.failures()).isEmpty();
        }
    }

    @Test
    void itHearsOfChangesWithoutHavingToList() {
        ModelDeployment created = gateway.create(registered, "roadsigns1");
        String id = created.getDeployment().getId();
        try (GoDeployer deployer = GoDeployer.connect(gateway.port(), registered.token(), Duration.ofHours(1))) {
            await().until(() -> deployer.wanted().containsKey(id));
            String listed = deployer.wanted().get(id).getDeployment().getImage();
            AtomicInteger version = new AtomicInteger(1);

            // More than once, since nothing says when its stream is open.
            await().until(() -> {
                String image = "quay.io/example/roadsigns1:" + version.incrementAndGet();
                gateway.update(TestGateway.withImage(created, image).toBuilder()
                        .clearRevision()
                        .build());
                return !deployer.wanted().get(id).getDeployment().getImage().equals(listed);
            });

            assertThat(deployer.lists()).isEqualTo(1);
        }
    }

    @Test
    void itReportsAndSendsLogs() {
        try (GoDeployer deployer = GoDeployer.connect(gateway.port(), registered.token(), EVERY_10_SECONDS)) {
            String id = gateway.create(registered, "roadsigns1").getDeployment().getId();

            deployer.report(id, 2);

            assertThat(gateway.list().get(0).getReport().getStatus())
                    .isEqualTo("Deployment: ready Service: ready Ingress: ready");
            assertThat(gateway.list().get(0).getReport().getAvailableReplicas()).isEqualTo(2);
            assertThat(deployer.sendLogs(List.of("one", "two"))).succeedsWithin(10, TimeUnit.SECONDS);
            Deployer shown = gateway.management()
                    .listDeployers(ListDeployersRequest.getDefaultInstance())
                    .getDeployers(0);
            assertThat(shown.getOnline()).isTrue();
            assertThat(shown.getVersion()).isEqualTo("0.0.9-go");
        }
    }

    @Test
    void itIsAskedForLogsInItsOwnWords() {
        String id = gateway.create(registered, "roadsigns1").getDeployment().getId();
        StreamLogsRequest request = StreamLogsRequest.newBuilder()
                .setRef(DeploymentRef.newBuilder().setDeployment("roadsigns1"))
                .build();
        try (GoDeployer deployer = GoDeployer.connect(gateway.port(), registered.token(), EVERY_10_SECONDS)) {
            deployer.write(id, "one\n\nthree, and no end of the line");
            // The Gateway shows it as offline until it listens.
            await().untilAsserted(() -> assertThat(
                            refusal(request.toBuilder().setFollow(true).build()))
                    .returns(Status.Code.FAILED_PRECONDITION, Status::getCode)
                    .extracting(Status::getDescription)
                    .isEqualTo("deployer 'minikube' (version 0.0.9-go) can neither follow logs nor choose a pod:"
                            + " leave out -f and --pod"));
            assertThat(refusal(request.toBuilder().setPod("ds-roadsigns1-0").build()))
                    .returns(Status.Code.FAILED_PRECONDITION, Status::getCode);

            List<LogLine> lines = new ArrayList<>();
            gateway.management().streamLogs(request).forEachRemaining(lines::add);

            assertThat(lines).extracting(LogLine::getLine).containsExactly("one", "", "three, and no end of the line");
            await().until(() -> deployer.logsTaken() == 1);
            assertThat(deployer.complaints()).isEmpty();
        }
    }

    private Status refusal(StreamLogsRequest request) {
        try {
            gateway.management().streamLogs(request).next();
            return Status.OK;
        } catch (StatusRuntimeException e) {
            return e.getStatus();
        }
    }

    @Test
    void itsStreamsEndWithUnavailableAndNeverComplete() {
        try (GoDeployer deployer = GoDeployer.connect(gateway.port(), registered.token(), EVERY_10_SECONDS)) {
            await().until(() -> deployer.healthChecks() > 0 && deployer.lists() > 0);

            gateway.close();

            await().until(() -> deployer.failures().size() >= 2);
            assertThat(deployer.failures())
                    .allSatisfy(end -> assertThat(end.getCode()).isEqualTo(Status.Code.UNAVAILABLE));
            assertThat(deployer.completions()).isZero();
        } finally {
            gateway.restart();
        }
    }

    /** Its identity is the md5 of its token, so that another token would orphan what it runs. */
    @Test
    void itsTokenRotatesOnlyWhereSomebodySaysThatItsIdentityIsNotLost() {
        ModelDeployment wanted = gateway.create(registered, "roadsigns1");
        try (GoDeployer deployer = GoDeployer.connect(gateway.port(), registered.token(), OFTEN)) {
            await().until(() -> !deployer.wanted().isEmpty());
            RotateTokenRequest.Builder rotation =
                    RotateTokenRequest.newBuilder().setDeployer("minikube").setOverlapSeconds(3_600);

            assertThatThrownBy(() -> gateway.management().rotateToken(rotation.build()))
                    .satisfies(Refusals.with(
                            Status.Code.FAILED_PRECONDITION,
                            "the identity of deployer 'minikube' (version 0.0.9-go) is the md5 of its token"))
                    .satisfies(
                            Refusals.with(Status.Code.FAILED_PRECONDITION, "put this project's deployer in its place"));
            RotateTokenResponse rotated =
                    gateway.management().rotateToken(rotation.setForce(true).build());

            assertThat(rotated.getIdentity()).isEqualTo(new Token(registered.token()).identity());
            try (GoDeployer renewed = GoDeployer.connect(gateway.port(), rotated.getToken(), OFTEN)) {
                await().until(() ->
                        renewed.wanted().containsKey(wanted.getDeployment().getId()));
                ModelDeployment another = gateway.create(registered, "another");
                await().until(() -> List.of(deployer, renewed).stream()
                        .allMatch(each -> each.wanted()
                                .containsKey(another.getDeployment().getId())));
                assertThat(deployer.failures()).isEmpty();
                assertThat(renewed.failures()).isEmpty();
            }
        }
    }

    @Test
    void itsStreamsEndAtOnceWhenItsTokenIsRevokedAndItIsRefusedInWords() {
        try (GoDeployer deployer = GoDeployer.connect(gateway.port(), registered.token(), OFTEN)) {
            await().until(() -> deployer.lists() > 0);
            assertThat(deployer.failures()).isEmpty();

            gateway.management()
                    .revokeToken(RevokeTokenRequest.newBuilder()
                            .setDeployer("minikube")
                            .setConfirmed(true)
                            .build());

            // Its two streams, and what it asks for later.
            await().until(() -> deployer.failures().size() >= 4);
            assertThat(deployer.failures()).allSatisfy(end -> {
                assertThat(end.getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
                assertThat(end.getDescription()).contains("unauthorized");
            });
            assertThat(deployer.failures())
                    .filteredOn(end -> end.getDescription().contains("was revoked"))
                    .hasSize(2);
            assertThat(deployer.completions()).isZero();
            assertThat(gateway.management()
                            .listDeployers(ListDeployersRequest.getDefaultInstance())
                            .getDeployers(0)
                            .getOnline())
                    .isFalse();
        }
    }

    @Test
    void itReadsTheWordThatItLooksForWhenItsTokenIsWrong() {
        try (GoDeployer deployer = GoDeployer.connect(gateway.port(), "wrong", EVERY_10_SECONDS)) {
            await().until(() -> deployer.failures().size() >= 3);
            assertThat(deployer.failures()).allSatisfy(end -> {
                assertThat(end.getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
                assertThat(end.getDescription()).contains("unauthorized");
            });
            assertThat(deployer.completions()).isZero();
            // Health is open to all.
            await().until(() -> deployer.healthChecks() > 0);
        }
    }

    @Test
    void itsHealthChecksEvery800MillisecondsAreNoAbuse() {
        try (GoDeployer deployer = GoDeployer.connect(gateway.port(), registered.token(), EVERY_10_SECONDS)) {
            await().atMost(Duration.ofMinutes(1)).until(() -> deployer.healthChecks() >= 8);

            assertThat(deployer.failures()).isEmpty();
            assertThat(deployer.completions()).isZero();
        }
    }

    /** As long as it runs, ever more of it lists; and at each reconnect it reports on everything. */
    @Test
    void itsLeakedPollersAndFullReportsAreRefusedNothing() {
        List<String> ids = IntStream.range(0, 50)
                .mapToObj(i ->
                        gateway.create(registered, "model-" + i).getDeployment().getId())
                .toList();
        for (int reconnect = 0; reconnect < 10; reconnect++) {
            try (GoDeployer deployer = GoDeployer.connect(gateway.port(), registered.token(), EVERY_10_SECONDS)) {
                deployer.leakPollers(20, Duration.ofMillis(200));

                ids.parallelStream().forEach(id -> deployer.report(id, 1));

                await().until(() -> deployer.lists() >= 60 && deployer.healthChecks() > 0);
                assertThat(deployer.failures()).isEmpty();
                assertThat(deployer.completions()).isZero();
                assertThat(deployer.wanted()).hasSize(ids.size());
            }
        }
    }

    @Test
    void itsPingsOnAQuietConnectionAreNoAbuse() {
        ManagedChannel quiet = NettyChannelBuilder.forAddress("127.0.0.1", gateway.port())
                .usePlaintext()
                .keepAliveTime(10, TimeUnit.SECONDS)
                .keepAliveWithoutCalls(true)
                .build();
        TestDeployer pinging = new TestDeployer(registered.id(), registered.name(), registered.token(), quiet);
        try (OpenStream<com.dotscience.api.Deployment> stream = pinging.follow()) {
            // A server that minds ends the connection at the third ping.
            await().atMost(Duration.ofMinutes(1)).during(Duration.ofSeconds(35)).until(() -> !stream.hasEnded());
        } finally {
            quiet.shutdownNow();
        }
    }
}
