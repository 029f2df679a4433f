package com.dotscience.gateway.logs;

import com.dotscience.api.Logs;
import com.dotscience.api.LogsRequest;
import com.dotscience.api.management.LogLine;
import com.dotscience.api.management.StreamLogsRequest;
import com.dotscience.gateway.store.RegisteredDeployer;
import com.dotscience.gateway.stream.Hub;
import com.dotscience.gateway.validation.Syntax;
import com.google.protobuf.Empty;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Brings log requests to deployers, and what they answer to who asked. A deployer answers for its own requests only. */
public final class LogRelay {
    /** More than a deployer gives the API server. */
    public static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Hub<LogsRequest> deployers;
    private final ScheduledExecutorService timer;
    private final Duration patience;
    private final Map<String, LogAnswer> answers = new ConcurrentHashMap<>();
    // By deployer, in the order in which they were opened.
    private final Map<String, List<Incoming>> unnamed = new ConcurrentHashMap<>();
    private final Set<Incoming> senders = ConcurrentHashMap.newKeySet();

    /** @param patience how long a deployer may take to answer; the Go program, which cannot say why it does not, half as long */
    public LogRelay(Hub<LogsRequest> deployers, ScheduledExecutorService timer, Duration patience) {
        this.deployers = deployers;
        this.timer = timer;
        this.patience = patience;
    }

    /**
     * Asks a deployer, and sends the reader what it answers.
     *
     * @throws io.grpc.StatusRuntimeException if it cannot be asked
     */
    public void ask(
            RegisteredDeployer deployer, String deploymentId, StreamLogsRequest asked, StreamObserver<LogLine> to) {
        LogsRequest request = request(deploymentId, asked);
        mustReach(deployer, request);
        ServerCallStreamObserver<LogLine> reader = (ServerCallStreamObserver<LogLine>) to;
        LogAnswer answer = new LogAnswer(deployer, request, reader);
        String id = request.getTxId();
        boolean explains = explains(deployer);
        if (!explains && (asked.getTailLines() > 0 || asked.getSinceSeconds() > 0)) {
            reader.onNext(LogLine.newBuilder()
                    .setError(named(deployer) + " knows neither --tail nor --since: this is the whole log")
                    .build());
        }
        Duration wait = explains ? patience : patience.dividedBy(2);
        answers.put(id, answer);
        ScheduledFuture<?> timeout = timer.schedule(
                () -> answer.failUnlessBegun(Status.UNAVAILABLE.withDescription(
                        explains ? silent(deployer, wait) : silentAsEver(deployer, wait))),
                wait.toNanos(),
                TimeUnit.NANOSECONDS);
        reader.setOnReadyHandler(answer::askForMore);
        reader.setOnCancelHandler(() -> {
            timeout.cancel(false);
            answers.remove(id);
            answer.forget();
        });
        reader.setOnCloseHandler(() -> {
            timeout.cancel(false);
            answers.remove(id);
        });
        deployers.publish(deployer.id(), id, request);
    }

    /** Whether it says why it cannot read a log: then it can also follow one. */
    private boolean explains(RegisteredDeployer deployer) {
        return deployers.reaches(
                deployer.id(), LogsRequest.newBuilder().setFollow(true).build());
    }

    private static String silent(RegisteredDeployer deployer, Duration wait) {
        return "deployer '" + deployer.name() + "' did not answer within " + wait.toSeconds()
                + " s: try again in a moment";
    }

    private static String silentAsEver(RegisteredDeployer deployer, Duration wait) {
        return named(deployer) + " sent no log within " + wait.toSeconds()
                + " s, and cannot say why: see whether the pods run, and read the log with kubectl logs";
    }

    private static String named(RegisteredDeployer deployer) {
        return "deployer '" + deployer.name() + "' (version " + deployer.version() + ")";
    }

    private static LogsRequest request(String deploymentId, StreamLogsRequest asked) {
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

    private void mustReach(RegisteredDeployer deployer, LogsRequest request) {
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
     * Takes a deployer's answer; one that nobody waits for, or that is another deployer's to give, is ended at once.
     *
     * @param token the hash of the token that the deployer called with
     */
    public StreamObserver<Logs> answer(String deployerId, String token, StreamObserver<Empty> to) {
        ServerCallStreamObserver<Empty> sender = (ServerCallStreamObserver<Empty>) to;
        sender.disableAutoRequest();
        Incoming incoming = new Incoming(deployerId, token, sender);
        incoming.open();
        return incoming;
    }

    /** Of a deployer's answers that have not said yet what they answer, there are no more than requests that wait for one. */
    private void endOldest(String deployerId) {
        long asked = answers.values().stream()
                .filter(answer -> answer.deployerId().equals(deployerId) && !answer.hasBegun())
                .count();
        List<Incoming> open =
                unnamed.getOrDefault(deployerId, List.of()).stream().toList();
        open.subList(0, (int) Math.max(0, open.size() - asked)).forEach(Incoming::refuse);
    }

    /** Ends whatever is being read of one deployer. */
    public void end(String deployerId, Status why) {
        answers.values().stream()
                .filter(answer -> answer.deployerId().equals(deployerId))
                .forEach(answer -> answer.fail(why));
    }

    /** Ends what a deployer sends with tokens of these hashes. */
    public void endSenders(String deployerId, Set<String> tokens, Status why) {
        senders.stream()
                .filter(sender -> sender.deployerId.equals(deployerId) && tokens.contains(sender.token))
                .forEach(sender -> sender.end(why));
    }

    public void close() {
        answers.values()
                .forEach(answer -> answer.fail(
                        Status.UNAVAILABLE.withDescription("the Gateway is shutting down: try again in a moment")));
    }

    private final class Incoming implements StreamObserver<Logs> {
        private final String deployerId;
        private final String token;
        private final ServerCallStreamObserver<Empty> sender;
        private LogAnswer answer;
        private boolean over;

        Incoming(String deployerId, String token, ServerCallStreamObserver<Empty> sender) {
            this.deployerId = deployerId;
            this.token = token;
            this.sender = sender;
            // Without one, what is sent to a deployer that has gone would throw.
            sender.setOnCancelHandler(this::gone);
            sender.setOnCloseHandler(this::gone);
        }

        void open() {
            senders.add(this);
            unnamed.compute(deployerId, (id, open) -> {
                List<Incoming> all = open == null ? new CopyOnWriteArrayList<>() : open;
                all.add(this);
                return all;
            });
            endOldest(deployerId);
            synchronized (this) {
                if (!over) {
                    sender.request(1);
                }
            }
        }

        /** It has said what it answers, or never will. */
        private void named() {
            unnamed.computeIfPresent(deployerId, (id, open) -> {
                open.remove(this);
                return open.isEmpty() ? null : open;
            });
        }

        private void gone() {
            named();
            senders.remove(this);
        }

        /** Its token is not accepted any more. */
        synchronized void end(Status why) {
            gone();
            if (answer == null ? !over : answer.senderIsGone()) {
                over = true;
                sender.onError(why.asRuntimeException());
            }
        }

        @Override
        public synchronized void onNext(Logs message) {
            if (answer == null && !over) {
                begin(message.getTxId());
            }
            if (answer != null) {
                answer.message(message);
            }
        }

        private void begin(String id) {
            named();
            LogAnswer waiting = answers.get(id);
            if (waiting != null && waiting.deployerId().equals(deployerId) && waiting.begin(sender)) {
                answer = waiting;
            } else {
                refuse();
            }
        }

        /** Nobody waits for it. */
        synchronized void refuse() {
            gone();
            if (answer == null && !over) {
                over = true;
                sender.onNext(Empty.getDefaultInstance());
                sender.onCompleted();
            }
        }

        @Override
        public void onError(Throwable deployerGone) {
            gone();
            if (answer != null) {
                answer.senderIsGone();
            }
        }

        @Override
        public void onCompleted() {
            senders.remove(this);
            if (answer != null) {
                answer.complete();
            } else {
                refuse();
            }
        }
    }
}
