package com.dotscience.gateway.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.DeployerGrpc;
import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentFilter;
import com.dotscience.api.GetDeploymentsResponse;
import com.dotscience.api.Logs;
import com.dotscience.api.LogsFilter;
import com.dotscience.api.LogsRequest;
import com.dotscience.api.MetricsSpec;
import com.dotscience.api.UpdateDeploymentRequest;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.api.management.Report;
import com.dotscience.gateway.CapturedLog;
import com.dotscience.gateway.OpenStream;
import com.dotscience.gateway.Refusals;
import com.dotscience.gateway.TestDeployer;
import com.dotscience.gateway.TestGateway;
import com.dotscience.gateway.options.GatewayOptions;
import com.dotscience.testing.Embedded;
import com.google.common.io.ByteStreams;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.SettableFuture;
import com.google.protobuf.Empty;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever has a deployer's token, and means no good, costs the Gateway little and the others nothing. */
@Embedded
class HostileDeployerTest {
    private TestGateway gateway;
    private TestDeployer hostile;
    private TestDeployer honest;
    private final List<ManagedChannel> connections = new ArrayList<>();

    @BeforeEach
    void start(@TempDir Path directory) {
        gateway = TestGateway.on(GatewayOptions.embeddedDatabase(directory));
        hostile = gateway.createDeployer("hostile");
        honest = gateway.createDeployer("honest");
    }

    @AfterEach
    void stop() {
        connections.forEach(ManagedChannel::shutdownNow);
        gateway.close();
    }

    @Test
    void everyStringOfAReportIsCutOnArrival() {
        String id = gateway.create(hostile, "roadsigns1").getDeployment().getId();
        String much = "\uD83D\uDE00".repeat(20_000);

        hostile.calls()
                .updateDeployment(UpdateDeploymentRequest.newBuilder()
                        .setId(id)
                        .setName(much)
                        .setStatus(much)
                        .setMessage("one\ntwo\0" + much)
                        .setImage(much)
                        .setUrl(much)
                        .build());

        Report kept = gateway.list().get(0).getReport();
        assertThat(kept.getStatus()).hasSizeBetween(490, 500).endsWith("\uD83D\uDE00…");
        assertThat(kept.getMessage()).hasSizeBetween(990, 1_000).startsWith("one\ntwo?\uD83D\uDE00");
        assertThat(kept.getImage()).hasSizeBetween(1_000, 1_024);
        assertThat(kept.getSerializedSize()).isLessThan(6_000);
    }

    @Test
    void aMessageOfMoreThanHalfAMebibyteIsRefused() {
        ModelDeployment model = gateway.create(hostile, "roadsigns1");

        assertThatThrownBy(() -> hostile.calls().updateDeployment(report(model, "x".repeat(600 << 10))))
                .satisfies(refusal ->
                        assertThat(Status.fromThrowable(refusal).getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED));
        hostile.calls().updateDeployment(report(model, "x".repeat(500 << 10)));
    }

    @Test
    void ofMoreThanEightStreamsTheOldestEnds() {
        List<OpenStream<Deployment>> following = new ArrayList<>();
        List<OpenStream<LogsRequest>> logs = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            following.add(hostile.follow());
            logs.add(logRequests(hostile).awaitHeaders());
        }
        OpenStream<Deployment> others = honest.follow();

        hostile.follow();
        logRequests(hostile).awaitHeaders();

        assertThat(following.get(0).awaitEnd().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(logs.get(0).awaitEnd().getDescription()).contains("the oldest");
        assertThat(following.subList(1, 8)).noneMatch(OpenStream::hasEnded);
        assertThat(logs.subList(1, 8)).noneMatch(OpenStream::hasEnded);
        assertThat(others.hasEnded()).isFalse();
    }

    @Test
    void logAnswersThatNobodyAskedForAreEndedAtOnce() {
        for (int i = 0; i < 20; i++) {
            ClientCall<Logs, Empty> call =
                    hostile.channel().newCall(DeployerGrpc.getSendLogsMethod(), CallOptions.DEFAULT);
            Future<Empty> answer = half(call);

            assertThat(answer).succeedsWithin(Duration.ofSeconds(30));
        }
    }

    /** Opens the call and says nothing. */
    private static Future<Empty> half(ClientCall<Logs, Empty> call) {
        SettableFuture<Empty> answer = SettableFuture.create();
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onMessage(Empty message) {
                        answer.set(message);
                    }

                    @Override
                    public void onClose(Status status, Metadata trailers) {
                        answer.setException(status.asRuntimeException());
                    }
                },
                new Metadata());
        call.request(2);
        return answer;
    }

    @Test
    void whatIsNoMessageOfTheProtocolIsTheCallersMistakeAndNoLineInTheLog() {
        Random random = new Random(14);
        try (CapturedLog log = new CapturedLog()) {
            for (int i = 0; i < 300; i++) {
                byte[] nonsense = new byte[1 + random.nextInt(200)];
                random.nextBytes(nonsense);
                // A field of a length that is not there, whatever comes after.
                nonsense[0] = 0x0a;
                if (nonsense.length > 1) {
                    nonsense[1] = (byte) 0x7f;
                    nonsense = Arrays.copyOf(nonsense, Math.min(nonsense.length, 100));
                }
                byte[] sent = nonsense;

                assertThatThrownBy(() -> call(DeployerGrpc.getUpdateDeploymentMethod(), sent))
                        .satisfies(Refusals.with(Status.Code.INVALID_ARGUMENT, "none of this protocol"));
            }
            assertThat(log.lines()).isEmpty();
        }
    }

    @Test
    void aFullReportOfAllThereIsPassesAtOnceAndAgain() throws Exception {
        List<ModelDeployment> all = IntStream.range(0, 60)
                .mapToObj(i -> gateway.create(honest, "model-" + i))
                .toList();
        for (int round = 0; round < 10; round++) {
            honest.list();
            List<Future<?>> reports = new ArrayList<>();
            for (ModelDeployment each : all) {
                reports.add(ClientCalls.futureUnaryCall(
                        honest.channel().newCall(DeployerGrpc.getUpdateDeploymentMethod(), CallOptions.DEFAULT),
                        report(each, "ready " + round)));
            }
            for (Future<?> report : reports) {
                assertThat(Futures.getUnchecked(report)).isNotNull();
            }
        }
        assertThat(gateway.list())
                .allSatisfy(each -> assertThat(each.getReport().getStatus()).isEqualTo("ready 9"));
    }

    @Test
    void aListThatIsNotReadIsNotMadeAgainAndOthersAreNotHeldUp() {
        List<OpenStream<GetDeploymentsResponse>> unread = new ArrayList<>();
        IntStream.range(0, 40)
                .mapToObj(i -> TestGateway.model("model-" + i)
                        .putLabels("long", "x".repeat(60))
                        .setMetrics(MetricsSpec.newBuilder().setClasses("[\"" + "x".repeat(90_000) + "\"]")))
                .forEach(model -> gateway.create(hostile, model));
        for (int i = 0; i < 40; i++) {
            unread.add(OpenStream.open(
                    hostile.channel(),
                    DeployerGrpc.getListDeploymentsMethod(),
                    DeploymentFilter.getDefaultInstance(),
                    false));
        }

        await().until(() -> unread.stream().filter(OpenStream::hasBegun).count() == 2);
        assertThat(honest.list().getDeploymentsList()).isEmpty();
        assertThat(unread).noneMatch(OpenStream::hasEnded);
        assertThat(unread.stream().filter(OpenStream::hasBegun)).hasSize(2);
    }

    @Test
    void whoHasHundredsOfCallsWaitingIsRefusedMore() {
        // None of them is read: each waits for the two before it.
        aListThatIsNotReadIsNotMadeAgainAndOthersAreNotHeldUp();
        List<Status> refused = new ArrayList<>();
        List<OpenStream<GetDeploymentsResponse>> more = new ArrayList<>();
        for (int connection = 0; connection < 4; connection++) {
            ManagedChannel channel = gateway.anotherChannel();
            connections.add(channel);
            TestDeployer again = new TestDeployer(hostile.id(), hostile.name(), hostile.token(), channel);
            for (int i = 0; i < 80; i++) {
                more.add(OpenStream.open(
                        again.channel(),
                        DeployerGrpc.getListDeploymentsMethod(),
                        DeploymentFilter.getDefaultInstance(),
                        false));
            }
        }

        await().untilAsserted(() ->
                assertThat(more.stream().filter(OpenStream::hasEnded)).hasSizeGreaterThanOrEqualTo(100));
        more.stream().filter(OpenStream::hasEnded).map(OpenStream::awaitEnd).forEach(refused::add);
        assertThat(refused).allSatisfy(status -> {
            assertThat(status.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
            assertThat(status.getDescription()).contains("200 calls waiting");
        });
        assertThat(honest.list().getDeploymentsList()).isEmpty();
    }

    private OpenStream<LogsRequest> logRequests(TestDeployer deployer) {
        return OpenStream.open(
                deployer.channel(), DeployerGrpc.getStreamLogRequestsMethod(), LogsFilter.getDefaultInstance(), true);
    }

    private <A, B> B call(MethodDescriptor<A, B> method, byte[] message) {
        MethodDescriptor<byte[], B> raw =
                method.toBuilder(new Bytes(), method.getResponseMarshaller()).build();
        return ClientCalls.blockingUnaryCall(hostile.channel(), raw, CallOptions.DEFAULT, message);
    }

    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return ByteStreams.toByteArray(stream);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static UpdateDeploymentRequest report(ModelDeployment of, String status) {
        return UpdateDeploymentRequest.newBuilder()
                .setId(of.getDeployment().getId())
                .setStatus(status)
                .build();
    }
}
