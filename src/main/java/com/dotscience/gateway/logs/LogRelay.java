package com.dotscience.gateway.logs;

import com.dotscience.api.Logs;
import com.dotscience.api.LogsRequest;
import com.dotscience.api.management.LogLine;
import com.dotscience.api.management.StreamLogsRequest;
import com.dotscience.gateway.store.RegisteredDeployer;
import com.dotscience.gateway.stream.Hub;
import com.dotscience.validation.Syntax;
import com.google.protobuf.Empty;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** Passes log requests on to deployers, and the lines that they send to the readers. A deployer can serve only its own requests. */
public final class LogRelay {
    /** This is longer than a deployer waits for its API server, so that the deployer's own error arrives first. */
    public static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final Hub<LogsRequest> deployers;
    private final ScheduledExecutorService timer;
    private final Duration timeout;
    private final LogExchanges exchanges = new LogExchanges();
    private final LogUploads uploads = new LogUploads(exchanges);

    /**
     * @param timeout how long a deployer may take to begin; the Go program, which cannot report an error, gets half of it
     */
    public LogRelay(Hub<LogsRequest> deployers, ScheduledExecutorService timer, Duration timeout) {
        this.deployers = deployers;
        this.timer = timer;
        this.timeout = timeout;
    }

    /**
     * Requests a log from a deployer, and sends the reader the lines that come.
     *
     * @throws io.grpc.StatusRuntimeException if the deployer cannot be asked; the message says why
     */
    public void request(
            RegisteredDeployer deployer, String deploymentId, StreamLogsRequest asked, StreamObserver<LogLine> to) {
        LogsRequest request = message(deploymentId, asked);
        refuseIfUnreachable(deployer, request);
        ServerCallStreamObserver<LogLine> reader = (ServerCallStreamObserver<LogLine>) to;
        boolean reportsErrors = reportsErrors(deployer);
        if (!reportsErrors && (asked.getTailLines() > 0 || asked.getSinceSeconds() > 0)) {
            reader.onNext(LogLine.newBuilder()
                    .setError(named(deployer) + " knows neither --tail nor --since: this is the whole log")
                    .build());
        }
        Duration wait = reportsErrors ? timeout : timeout.dividedBy(2);
        Status noAnswer = reportsErrors ? silent(deployer, wait) : silentGoProgram(deployer, wait);
        open(new LogExchange(deployer, request, reader), request.getTxId(), reader, wait, noAnswer);
        deployers.publish(deployer.id(), request.getTxId(), request);
    }

    private void open(
            LogExchange exchange, String id, ServerCallStreamObserver<LogLine> reader, Duration wait, Status noAnswer) {
        exchanges.add(id, exchange);
        ScheduledFuture<?> timeoutTask =
                timer.schedule(() -> exchange.failIfNoUpload(noAnswer), wait.toNanos(), TimeUnit.NANOSECONDS);
        reader.setOnReadyHandler(exchange::requestLine);
        reader.setOnCancelHandler(() -> {
            timeoutTask.cancel(false);
            exchanges.remove(id);
            exchange.close();
        });
        reader.setOnCloseHandler(() -> {
            timeoutTask.cancel(false);
            exchanges.remove(id);
        });
    }

    /** Whether the deployer reports why it cannot read a log. Those that can follow a log can also do that. */
    private boolean reportsErrors(RegisteredDeployer deployer) {
        return deployers.reaches(
                deployer.id(), LogsRequest.newBuilder().setFollow(true).build());
    }

    private static Status silent(RegisteredDeployer deployer, Duration wait) {
        return Status.UNAVAILABLE.withDescription("deployer '" + deployer.name() + "' did not answer within "
                + wait.toSeconds() + " s: try again in a moment");
    }

    private static Status silentGoProgram(RegisteredDeployer deployer, Duration wait) {
        return Status.UNAVAILABLE.withDescription(named(deployer) + " sent no log within " + wait.toSeconds()
                + " s, and cannot say why: see whether the pods run, and read the log with kubectl logs");
    }

    private static String named(RegisteredDeployer deployer) {
        return "deployer '" + deployer.name() + "' (version " + deployer.version() + ")";
    }

    private static LogsRequest message(String deploymentId, StreamLogsRequest asked) {
        if (asked.getTailLines() < 0 || asked.getSinceSeconds() < 0) {
            throw Syntax.invalid("tail and since must not be negative");
        }
        return LogsRequest.newBuilder()
                .setDeploymentId(deploymentId)
                .setTxId(UUID.randomUUID().toString())
                .setContainerValue(asked.getContainerValue())
                .setPod(asked.getPod())
                .setTailLines(asked.getTailLines())
                .setSinceSeconds(asked.getSinceSeconds())
                .setFollow(asked.getFollow())
                .build();
    }

    private void refuseIfUnreachable(RegisteredDeployer deployer, LogsRequest request) {
        if (!deployers.reaches(deployer.id())) {
            throw Status.UNAVAILABLE
                    .withDescription("deployer '" + deployer.name()
                            + "' is offline: logs can be read when it is connected again")
                    .asRuntimeException();
        }
        if (!deployers.reaches(deployer.id(), request)) {
            throw Status.FAILED_PRECONDITION
                    .withDescription(
                            named(deployer) + " can neither follow logs nor choose a pod: leave out -f and --pod")
                    .asRuntimeException();
        }
    }

    /**
     * Receives what a deployer sends. A call that serves no open request of this deployer is ended at once.
     *
     * @param token the hash of the token that the deployer called with
     */
    public StreamObserver<Logs> receive(String deployerId, String token, StreamObserver<Empty> to) {
        ServerCallStreamObserver<Empty> sender = (ServerCallStreamObserver<Empty>) to;
        sender.disableAutoRequest();
        LogUpload upload = new LogUpload(uploads, deployerId, token, sender);
        uploads.add(upload);
        upload.start();
        return upload;
    }

    /** Ends all open log requests of one deployer. */
    public void end(String deployerId, Status why) {
        exchanges.forEachOf(deployerId, exchange -> exchange.fail(why));
    }

    /** Calls the action with the deployer and the hash of the token of each open upload. */
    public void forEachToken(BiConsumer<String, String> action) {
        uploads.forEachToken(action);
    }

    /** Ends the uploads of a deployer that were opened with tokens of these hashes. */
    public void endUploads(String deployerId, Set<String> tokens, Status why) {
        uploads.end(deployerId, tokens, why);
    }

    /** Ends all open log requests, because the Gateway stops. */
    public void close() {
        exchanges.forEach(exchange -> exchange.fail(
                Status.UNAVAILABLE.withDescription("the Gateway is shutting down: try again in a moment")));
    }
}
