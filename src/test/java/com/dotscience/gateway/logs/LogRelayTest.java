package com.dotscience.gateway.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.DeployerGrpc;
import com.dotscience.api.IngressUrl;
import com.dotscience.api.Logs;
import com.dotscience.api.LogsFilter;
import com.dotscience.api.LogsRequest;
import com.dotscience.api.management.LogLine;
import com.dotscience.api.management.ManagementGrpc;
import com.dotscience.api.management.StreamLogsRequest;
import com.dotscience.gateway.OpenStream;
import com.dotscience.gateway.grpc.EarlyHeaders;
import com.dotscience.gateway.store.RegisteredDeployer;
import com.dotscience.gateway.stream.Hub;
import com.dotscience.testing.Embedded;
import com.google.protobuf.Empty;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The relay behind a real server, between a person and one deployer, or one that pretends to be it. */
@Embedded
class LogRelayTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final Hub<LogsRequest> hub = new Hub<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final RegisteredDeployer minikube =
            new RegisteredDeployer("m", "minikube", "", "", "1.2.3", "", IngressUrl.USUAL, 0, 0);
    private volatile String sender = "m";
    private Function<LogsRequest, Optional<LogsRequest>> sees = Optional::of;
    private LogRelay relay;
    private Server server;
    private ManagedChannel channel;
    private OpenStream<LogsRequest> requests;

    private void start(Duration patience) throws Exception {
        relay = new LogRelay(hub, timer, patience);
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(ServerInterceptors.intercept(new DeployerSide(), new EarlyHeaders()))
                .addService(new PeopleSide())
                .build()
                .start();
        channel = NettyChannelBuilder.forAddress("127.0.0.1", server.getPort())
                .usePlaintext()
                .build();
        requests = OpenStream.open(
                        channel, DeployerGrpc.getStreamLogRequestsMethod(), LogsFilter.getDefaultInstance(), true)
                .awaitHeaders();
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        server.shutdownNow();
        timer.shutdownNow();
    }

    @Test
    void aDeployerThatDoesNotAnswerIsNotWaitedForLongerThanThat() throws Exception {
        start(Duration.ofSeconds(1));

        OpenStream<LogLine> reader = ask();

        assertThat(reader.awaitEnd())
                .returns(Status.Code.UNAVAILABLE, Status::getCode)
                .returns(
                        "deployer 'minikube' did not answer within 1 s: try again in a moment", Status::getDescription);
    }

    @Test
    void theGoProgramIsWaitedForHalfAsLongAndCannotSayWhyItIsSilent() throws Exception {
        sees = asked -> asked.getFollow() ? Optional.empty() : Optional.of(asked);
        start(Duration.ofSeconds(2));

        OpenStream<LogLine> reader = ask();

        assertThat(reader.awaitEnd())
                .returns(Status.Code.UNAVAILABLE, Status::getCode)
                .returns(
                        "deployer 'minikube' (version 1.2.3) sent no log within 1 s, and cannot say why: see whether the"
                                + " pods run, and read the log with kubectl logs",
                        Status::getDescription);
        assertThat(reader.messages()).isEmpty();
    }

    @Test
    void theGoProgramsWholeLogIsSaidToBeTheWhole() throws Exception {
        sees = asked -> asked.getFollow() ? Optional.empty() : Optional.of(asked);
        start(LONG);
        OpenStream<LogLine> reader =
                ask(StreamLogsRequest.newBuilder().setTailLines(1).build());

        send(request().getTxId(), "one", "two");

        assertThat(reader.awaitEnd().getCode()).isEqualTo(Status.Code.OK);
        assertThat(reader.messages())
                .extracting(line -> line.getError() + line.getLine())
                .containsExactly(
                        "deployer 'minikube' (version 1.2.3) knows neither --tail nor --since: this is the whole log",
                        "one",
                        "two");
    }

    @Test
    void anAnswerIsReadInItsOrderToItsEnd() throws Exception {
        start(LONG);
        OpenStream<LogLine> reader = ask();

        CountDownLatch taken = send(request().getTxId(), "one", "two");

        assertThat(reader.awaitEnd().getCode()).isEqualTo(Status.Code.OK);
        assertThat(reader.messages()).extracting(LogLine::getLine).containsExactly("one", "two");
        await().until(() -> taken.getCount() == 0);
    }

    @Test
    void anotherDeployerCannotAnswer() throws Exception {
        start(LONG);
        OpenStream<LogLine> reader = ask();
        String id = request().getTxId();

        sender = "another";
        CountDownLatch refused = send(id, "not mine");
        await().until(() -> refused.getCount() == 0);
        sender = "m";
        send(id, "mine");

        assertThat(reader.awaitEnd().getCode()).isEqualTo(Status.Code.OK);
        assertThat(reader.messages()).extracting(LogLine::getLine).containsExactly("mine");
    }

    @Test
    void aSecondAnswerIsEndedAtOnceAndTheFirstGoesOn() throws Exception {
        start(LONG);
        OpenStream<LogLine> reader = ask();
        String id = request().getTxId();
        StreamObserver<Logs> first = deployer().sendLogs(new Taken(new CountDownLatch(1)));
        first.onNext(line(id, "one"));
        await().until(() -> reader.messages().size() == 1);

        CountDownLatch refused = send(id, "again");
        await().until(() -> refused.getCount() == 0);
        first.onNext(line(id, "two"));
        first.onCompleted();

        assertThat(reader.awaitEnd().getCode()).isEqualTo(Status.Code.OK);
        assertThat(reader.messages()).extracting(LogLine::getLine).containsExactly("one", "two");
    }

    @Test
    void aDeployerThatGoesInTheMiddleIsSaidToHaveGone() throws Exception {
        start(LONG);
        OpenStream<LogLine> reader = ask();
        String id = request().getTxId();
        StreamObserver<Logs> answer = deployer().sendLogs(new Taken(new CountDownLatch(1)));
        answer.onNext(line(id, "one"));
        await().until(() -> reader.messages().size() == 1);

        answer.onError(Status.CANCELLED.asRuntimeException());

        assertThat(reader.awaitEnd())
                .returns(Status.Code.UNAVAILABLE, Status::getCode)
                .returns(
                        "deployer 'minikube' went away while it was sending logs: try again in a moment",
                        Status::getDescription);
    }

    @Test
    void whoReadsIsToldWhenTheGatewayGoes() throws Exception {
        start(LONG);
        OpenStream<LogLine> reader = ask();
        request();

        relay.close();

        assertThat(reader.awaitEnd())
                .returns(Status.Code.UNAVAILABLE, Status::getCode)
                .returns("the Gateway is shutting down: try again in a moment", Status::getDescription);
    }

    private OpenStream<LogLine> ask() {
        return ask(StreamLogsRequest.getDefaultInstance());
    }

    private OpenStream<LogLine> ask(StreamLogsRequest request) {
        return OpenStream.open(channel, ManagementGrpc.getStreamLogsMethod(), request, true);
    }

    /** What the deployer was asked. */
    private LogsRequest request() {
        await().until(() -> requests.messages().size() == 1);
        return requests.messages().get(0);
    }

    private DeployerGrpc.DeployerStub deployer() {
        return DeployerGrpc.newStub(channel);
    }

    /** Released when the server has answered. */
    private CountDownLatch send(String id, String... lines) {
        CountDownLatch answered = new CountDownLatch(1);
        StreamObserver<Logs> answer = deployer().sendLogs(new Taken(answered));
        for (String line : lines) {
            answer.onNext(line(id, line));
        }
        answer.onNext(Logs.newBuilder().setTxId(id).setEof(true).build());
        return answered;
    }

    private static Logs line(String id, String line) {
        return Logs.newBuilder().setTxId(id).setLine(line).build();
    }

    private record Taken(CountDownLatch answered) implements StreamObserver<Empty> {
        @Override
        public void onNext(Empty taken) {
            answered.countDown();
        }

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onCompleted() {}
    }

    private final class DeployerSide extends DeployerGrpc.DeployerImplBase {
        @Override
        public void streamLogRequests(LogsFilter filter, StreamObserver<LogsRequest> stream) {
            hub.subscribe("m", "", (ServerCallStreamObserver<LogsRequest>) stream, EarlyHeaders.ofThisCall(), sees)
                    .open();
        }

        @Override
        public StreamObserver<Logs> sendLogs(StreamObserver<Empty> answer) {
            return relay.receive(sender, "", answer);
        }
    }

    private final class PeopleSide extends ManagementGrpc.ManagementImplBase {
        @Override
        public void streamLogs(StreamLogsRequest request, StreamObserver<LogLine> reader) {
            relay.request(minikube, "c", request, reader);
        }
    }
}
