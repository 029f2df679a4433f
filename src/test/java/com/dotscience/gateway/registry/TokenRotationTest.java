package com.dotscience.gateway.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.DeployerGrpc;
import com.dotscience.api.Deployment;
import com.dotscience.api.Logs;
import com.dotscience.api.LogsFilter;
import com.dotscience.api.LogsRequest;
import com.dotscience.api.UpdateDeployerRequest;
import com.dotscience.api.management.DeleteDeployerRequest;
import com.dotscience.api.management.Deployer;
import com.dotscience.api.management.DeploymentRef;
import com.dotscience.api.management.GetInstallManifestRequest;
import com.dotscience.api.management.ListDeployersRequest;
import com.dotscience.api.management.LogLine;
import com.dotscience.api.management.ManagementGrpc;
import com.dotscience.api.management.OldToken;
import com.dotscience.api.management.RevokeTokenRequest;
import com.dotscience.api.management.RevokeTokenRequest.Which;
import com.dotscience.api.management.RevokeTokenResponse;
import com.dotscience.api.management.RotateTokenRequest;
import com.dotscience.api.management.RotateTokenResponse;
import com.dotscience.api.management.StreamLogsRequest;
import com.dotscience.gateway.OpenStream;
import com.dotscience.gateway.Refusals;
import com.dotscience.gateway.TestDatabases;
import com.dotscience.gateway.TestDeployer;
import com.dotscience.gateway.TestGateway;
import com.dotscience.gateway.store.Token;
import com.dotscience.testing.Embedded;
import com.dotscience.testing.HandClock;
import com.google.protobuf.Empty;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Deployers' tokens change, on both databases, and what the deployers are does not. */
@Embedded
@ParameterizedClass
@EnumSource(TestDatabases.Kind.class)
@ExtendWith(TestDatabases.class)
class TokenRotationTest {
    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
    private static final Duration HOUR = Duration.ofHours(1);

    @Parameter
    TestDatabases.Kind kind;

    private final HandClock clock = new HandClock(START);
    private TestGateway gateway;
    private TestDeployer minikube;

    @BeforeEach
    void start(TestDatabases.Maker databases, @TempDir Path directory) {
        gateway = TestGateway.on(databases.fresh(kind, directory), clock);
        minikube = gateway.createDeployer("minikube");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void bothTokensAreAcceptedUntilTheOverlapIsOverAndTheOldOnesStreamsEndThen() {
        String identity = identity(minikube);
        Deployment wanted = gateway.create(minikube, "roadsigns1").getDeployment();
        try (OpenStream<Deployment> before = minikube.follow()) {
            sayThatItsIdentityIsSet(minikube);
            RotateTokenResponse rotated = rotate(HOUR);
            TestDeployer renewed = with(rotated);
            try (OpenStream<Deployment> after = renewed.follow()) {
                assertThat(rotated.getIdentity()).isEmpty();
                assertThat(renewed.token()).isNotEqualTo(minikube.token()).hasSize(56);
                assertThat(identity(renewed)).isEqualTo(identity);
                assertThat(renewed.list().getDeploymentsList()).containsExactly(wanted);
                clock.pass(HOUR.minusMillis(1));
                assertThat(minikube.list().getDeploymentsList()).containsExactly(wanted);
                assertThat(before.hasEnded()).isFalse();

                clock.pass(Duration.ofMillis(1));

                assertThatThrownBy(minikube::list)
                        .satisfies(Refusals.with(Status.Code.UNAUTHENTICATED, "'ds deployer rotate-token' showed"));
                Status end = before.awaitEnd();
                assertThat(end.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
                assertThat(end.getDescription()).contains("connect again with the new one");
                assertThat(renewed.list().getDeploymentsList()).containsExactly(wanted);
                Deployment more = gateway.create(renewed, "more").getDeployment();
                await().until(() -> after.messages().contains(more));
                assertThat(after.hasEnded()).isFalse();
            }
        }
    }

    @Test
    void withoutAnOverlapAllThatWereBeforeEndAtOnce() {
        sayThatItsIdentityIsSet(minikube);
        TestDeployer second = with(rotate(HOUR));
        try (OpenStream<Deployment> first = minikube.follow();
                OpenStream<Deployment> stream = second.follow()) {
            sayThatItsIdentityIsSet(second);
            TestDeployer third = with(rotate(Duration.ZERO));

            assertThat(first.awaitEnd().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
            assertThat(stream.awaitEnd().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
            assertThatThrownBy(minikube::list).satisfies(Refusals.with(Status.Code.UNAUTHENTICATED, "unauthorized"));
            assertThatThrownBy(second::list).satisfies(Refusals.with(Status.Code.UNAUTHENTICATED, "unauthorized"));
            assertThat(third.list().getDeploymentsList()).isEmpty();
            assertThat(shown().getOldTokensList()).isEmpty();
        }
    }

    @Test
    void itIsShownUntilWhenAnOldTokenIsAcceptedAndWhetherItIsUsed() {
        sayThatItsIdentityIsSet(minikube);
        TestDeployer renewed = with(rotate(HOUR));

        OldToken.Builder old = OldToken.newBuilder()
                .setPrefix(minikube.token().substring(0, 6))
                .setAcceptedUntil(START.plus(HOUR).toEpochMilli())
                .setUsed(true);
        assertThat(shown().getOldTokensList()).containsExactly(old.build());
        assertThat(shown().getTokenPrefix()).isEqualTo(renewed.token().substring(0, 6));
        renewed.list();
        assertThat(shown().getOldTokensList()).containsExactly(old.clearUsed().build());
        clock.pass(HOUR);
        assertThat(shown().getOldTokensList()).isEmpty();
    }

    @Test
    void anOverlapOutlivesARestartAndAClockThatIsSetBackLengthensItByNoMoreThanItself() {
        sayThatItsIdentityIsSet(minikube);
        TestDeployer renewed = with(rotate(HOUR));

        clock.set(START.minus(Duration.ofDays(400)));
        gateway.restart();
        minikube = gateway.reconnected(minikube);
        try (OpenStream<Deployment> stream = minikube.follow()) {
            clock.pass(HOUR);

            assertThat(stream.awaitEnd().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
            assertThatThrownBy(minikube::list).satisfies(Refusals.with(Status.Code.UNAUTHENTICATED, "unauthorized"));
            assertThat(gateway.reconnected(renewed).list().getDeploymentsList()).isEmpty();
        }
    }

    @Test
    void oneWhoseIdentityHangsOnItsTokenIsRefusedWithTheStepToTake() {
        minikube.list();

        assertThatThrownBy(() -> rotate(HOUR))
                .satisfies(Refusals.with(
                        Status.Code.FAILED_PRECONDITION,
                        "put identity=" + new Token(minikube.token()).identity() + " beside the token in its Secret"));

        assertThat(shown().getOldTokensList()).isEmpty();
        assertThat(minikube.token()).startsWith(shown().getTokenPrefix());
        sayThatItsIdentityIsSet(minikube);
        assertThat(rotate(HOUR).getIdentity()).isEmpty();
    }

    @Test
    void oneThatNobodyHeardOfSinceTheStartIsRefusedUnlessForced() {
        sayThatItsIdentityIsSet(minikube);
        gateway.restart();

        assertThatThrownBy(() -> rotate(HOUR))
                .satisfies(Refusals.with(Status.Code.FAILED_PRECONDITION, "wait until it is online"));
        RotateTokenResponse forced = gateway.management()
                .rotateToken(RotateTokenRequest.newBuilder()
                        .setDeployer(minikube.name())
                        .setForce(true)
                        .build());

        assertThat(forced.getIdentity()).isEqualTo(new Token(minikube.token()).identity());
        assertThat(identity(with(forced))).isEqualTo(forced.getIdentity());
    }

    @Test
    void oneThatNeverCalledHasNothingThatHangsOnItsToken() {
        RotateTokenResponse rotated = rotate(HOUR);

        assertThat(rotated.getIdentity()).isEqualTo(new Token(minikube.token()).identity());
    }

    @Test
    void anOverlapOfMoreThanAMonthIsRefused() {
        assertThatThrownBy(() -> rotate(Duration.ofDays(31)))
                .satisfies(Refusals.with(Status.Code.INVALID_ARGUMENT, "overlap must be 0 to 30 days"));
        assertThatThrownBy(() -> rotate(Duration.ofSeconds(Long.MIN_VALUE)))
                .satisfies(Refusals.with(Status.Code.INVALID_ARGUMENT, "overlap must be 0 to 30 days"));
        assertThatThrownBy(() -> rotate(Duration.ofSeconds(Long.MAX_VALUE)))
                .satisfies(Refusals.with(Status.Code.INVALID_ARGUMENT, "overlap must be 0 to 30 days"));
    }

    @Test
    void revokingEndsTheOldOnesAndLeavesTheNewOne() {
        sayThatItsIdentityIsSet(minikube);
        TestDeployer renewed = with(rotate(HOUR));
        try (OpenStream<Deployment> before = minikube.follow();
                OpenStream<Deployment> after = renewed.follow()) {
            RevokeTokenResponse revoked = revoke(Which.REPLACED_ELSE_CURRENT, false);

            assertThat(revoked.getRevokedList())
                    .containsExactly(minikube.token().substring(0, 6));
            assertThat(before.awaitEnd().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
            assertThatThrownBy(minikube::list).satisfies(Refusals.with(Status.Code.UNAUTHENTICATED, "unauthorized"));
            assertThat(renewed.list().getDeploymentsList()).isEmpty();
            assertThat(after.hasEnded()).isFalse();
            assertThat(revoke(Which.REPLACED, false).getRevokedList()).isEmpty();
            assertThat(renewed.list().getDeploymentsList()).isEmpty();
        }
    }

    @Test
    void theOnlyTokenOfOneThatIsOnlineIsRevokedIfThatIsConfirmedAndEndsAllThatIsOpen() {
        try (OpenStream<Deployment> stream = minikube.follow();
                OpenStream<LogsRequest> logs = OpenStream.open(
                                minikube.channel(),
                                DeployerGrpc.getStreamLogRequestsMethod(),
                                LogsFilter.getDefaultInstance(),
                                true)
                        .awaitHeaders()) {
            assertThatThrownBy(() -> revoke(Which.REPLACED_ELSE_CURRENT, false))
                    .satisfies(Refusals.with(Status.Code.FAILED_PRECONDITION, "is online with that token"));
            sayThatItsIdentityIsSet(minikube);

            assertThat(revoke(Which.REPLACED_ELSE_CURRENT, true).getRevokedCount())
                    .isEqualTo(1);

            for (OpenStream<?> each : new OpenStream<?>[] {stream, logs}) {
                Status end = each.awaitEnd();
                assertThat(end.getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
                assertThat(end.getDescription()).contains("unauthorized", "was revoked");
            }
            assertThatThrownBy(minikube::list).satisfies(Refusals.with(Status.Code.UNAUTHENTICATED, "unauthorized"));
            assertThat(shown().getOnline()).isFalse();
            assertThat(shown().getTokenPrefix()).isEmpty();
            assertThat(revoke(Which.ALL, false).getRevokedList()).isEmpty();
        }
        assertThat(with(rotate(HOUR)).list().getDeploymentsList()).isEmpty();
        assertThat(shown().getOldTokensList()).isEmpty();
    }

    @Test
    void whatIsBeingSentWithARevokedTokenEndsAsWell() {
        String id = gateway.create(minikube, "roadsigns1").getDeployment().getId();
        sayThatItsIdentityIsSet(minikube);
        TestDeployer renewed = with(rotate(HOUR));
        try (OpenStream<LogsRequest> requests = OpenStream.open(
                        renewed.channel("tombstones,revisions,logs,identity"),
                        DeployerGrpc.getStreamLogRequestsMethod(),
                        LogsFilter.getDefaultInstance(),
                        true)
                .awaitHeaders()) {
            Heard<LogLine> read = readLogs(id);
            await().until(() -> !requests.messages().isEmpty());
            Heard<Empty> sent = new Heard<>();
            DeployerGrpc.newStub(minikube.channel())
                    .sendLogs(sent)
                    .onNext(Logs.newBuilder()
                            .setTxId(requests.messages().get(0).getTxId())
                            .setCreatedIndex(1)
                            .setLine("one")
                            .build());
            assertThat(read.first().join().getLine()).isEqualTo("one");
            renewed.list();

            revoke(Which.REPLACED, false);

            assertThat(sent.end().join().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
            assertThat(read.end().join().getDescription()).contains("went away while it was sending logs");
            assertThat(requests.hasEnded()).isFalse();
        }
    }

    @Test
    void aTokenThatWasReplacedInstallsNobody() {
        sayThatItsIdentityIsSet(minikube);
        TestDeployer renewed = with(rotate(HOUR));

        assertThatThrownBy(() -> manifest(minikube))
                .satisfies(Refusals.with(
                        Status.Code.INVALID_ARGUMENT,
                        "begins with " + renewed.token().substring(0, 6)));
        assertThat(manifest(renewed)).contains(new Token(minikube.token()).identity());
    }

    @Test
    void aDeployerThatIsDeletedTakesItsOldTokensWithIt() {
        sayThatItsIdentityIsSet(minikube);
        TestDeployer renewed = with(rotate(HOUR));
        gateway.management()
                .deleteDeployer(DeleteDeployerRequest.newBuilder()
                        .setDeployer("minikube")
                        .build());

        assertThatThrownBy(minikube::list).satisfies(Refusals.with(Status.Code.UNAUTHENTICATED, "unauthorized"));
        assertThatThrownBy(renewed::list).satisfies(Refusals.with(Status.Code.UNAUTHENTICATED, "unauthorized"));
    }

    private Heard<LogLine> readLogs(String id) {
        Heard<LogLine> heard = new Heard<>();
        ManagementGrpc.newStub(gateway.managementChannel())
                .streamLogs(
                        StreamLogsRequest.newBuilder()
                                .setRef(DeploymentRef.newBuilder().setDeployment(id))
                                .setFollow(true)
                                .build(),
                        heard);
        return heard;
    }

    private String manifest(TestDeployer deployer) {
        return gateway.management()
                .getInstallManifest(GetInstallManifestRequest.newBuilder()
                        .setDeployer(deployer.name())
                        .setToken(deployer.token())
                        .setGateway("gateway.example.com:8800")
                        .build())
                .getManifest();
    }

    /** As one does whose owner has set it. */
    private static void sayThatItsIdentityIsSet(TestDeployer deployer) {
        DeployerGrpc.newBlockingStub(deployer.channel("tombstones,revisions,identity"))
                .updateDeployer(UpdateDeployerRequest.getDefaultInstance());
    }

    private static String identity(TestDeployer deployer) {
        return deployer.calls()
                .updateDeployer(UpdateDeployerRequest.getDefaultInstance())
                .getIdentity();
    }

    private RotateTokenResponse rotate(Duration overlap) {
        return gateway.management()
                .rotateToken(RotateTokenRequest.newBuilder()
                        .setDeployer(minikube.name())
                        .setOverlapSeconds(overlap.toSeconds())
                        .build());
    }

    @Test
    void streamsAtAnotherGatewayOnTheSameDatabaseEndWithTheirToken() {
        sayThatItsIdentityIsSet(minikube);
        TestDeployer renewed = with(rotate(HOUR));
        try (TestGateway another = gateway.another();
                OpenStream<Deployment> old = another.reconnected(minikube).follow();
                OpenStream<Deployment> current = another.reconnected(renewed).follow()) {
            revoke(Which.REPLACED, true);

            Status end = old.awaitEnd();
            assertThat(end.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
            assertThat(end.getDescription()).contains("not accepted any more");
            assertThat(current.hasEnded()).isFalse();

            gateway.management()
                    .deleteDeployer(DeleteDeployerRequest.newBuilder()
                            .setDeployer(minikube.name())
                            .build());
            assertThat(current.awaitEnd().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        }
    }

    private RevokeTokenResponse revoke(Which which, boolean confirmed) {
        return gateway.management()
                .revokeToken(RevokeTokenRequest.newBuilder()
                        .setDeployer(minikube.name())
                        .setWhich(which)
                        .setConfirmed(confirmed)
                        .build());
    }

    private TestDeployer with(RotateTokenResponse rotated) {
        return new TestDeployer(minikube.id(), minikube.name(), rotated.getToken(), gateway.channel());
    }

    private Deployer shown() {
        return gateway.management()
                .listDeployers(ListDeployersRequest.getDefaultInstance())
                .getDeployers(0);
    }

    /** What a call brings first, and how it ends. */
    private record Heard<T>(CompletableFuture<T> first, CompletableFuture<Status> end) implements StreamObserver<T> {
        Heard() {
            this(new CompletableFuture<>(), new CompletableFuture<>());
        }

        @Override
        public void onNext(T message) {
            first.complete(message);
        }

        @Override
        public void onError(Throwable failure) {
            first.completeExceptionally(failure);
            end.complete(Status.fromThrowable(failure));
        }

        @Override
        public void onCompleted() {
            end.complete(Status.OK);
        }
    }
}
