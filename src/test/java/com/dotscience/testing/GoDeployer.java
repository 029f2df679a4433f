package com.dotscience.testing;

import static io.grpc.Metadata.ASCII_STRING_MARSHALLER;

import com.dotscience.testing.go.DeployerGrpc;
import com.dotscience.testing.go.DeployerGrpc.DeployerBlockingStub;
import com.dotscience.testing.go.DeployerGrpc.DeployerStub;
import com.dotscience.testing.go.Deployment;
import com.dotscience.testing.go.DeploymentFilter;
import com.dotscience.testing.go.GetDeploymentsResponse;
import com.dotscience.testing.go.Logs;
import com.dotscience.testing.go.LogsFilter;
import com.dotscience.testing.go.LogsRequest;
import com.dotscience.testing.go.UpdateDeployerRequest;
import com.dotscience.testing.go.UpdateDeployerResponse;
import com.dotscience.testing.go.UpdateDeploymentRequest;
import com.google.protobuf.Empty;
import com.google.protobuf.Message;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * A deployer as the Go program is one, made from the protocol without our additions: it follows the stream, lists now and
 * then, asks for the server's health every 800 ms and pings every 10 s. It believes what it heard last. Where a stream
 * failed it follows another, unless it reads the word unauthorized; where one completed the Go program reads on in a busy
 * loop, and this one only counts.
 */
public final class GoDeployer implements AutoCloseable {
    private static final Duration HEALTH_CHECK_EVERY = Duration.ofMillis(800);
    private static final int THREADS = 32;

    private final ManagedChannel channel;
    private final DeployerStub calls;
    private final DeployerBlockingStub blockingCalls;
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(THREADS);
    private final Map<String, Deployment> wanted = new ConcurrentHashMap<>();
    private final List<Status> ends = new CopyOnWriteArrayList<>();
    private final AtomicInteger completions = new AtomicInteger();
    private final AtomicInteger logsTaken = new AtomicInteger();
    private final AtomicInteger lists = new AtomicInteger();
    private final AtomicInteger healthChecks = new AtomicInteger();
    private final Map<String, String> written = new ConcurrentHashMap<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    private GoDeployer(int port, String token) {
        channel = NettyChannelBuilder.forAddress("127.0.0.1", port)
                .usePlaintext()
                .keepAliveTime(10, TimeUnit.SECONDS)
                .keepAliveWithoutCalls(true)
                .build();
        Metadata metadata = new Metadata();
        metadata.put(Metadata.Key.of("token", ASCII_STRING_MARSHALLER), token);
        metadata.put(Metadata.Key.of("version", ASCII_STRING_MARSHALLER), "0.0.9-go");
        calls = DeployerGrpc.newStub(channel).withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
        blockingCalls = DeployerGrpc.newBlockingStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
    }

    /** Connects to a Gateway on loopback; the Go program lists every 10 s. */
    public static GoDeployer connect(int port, String token, Duration listEvery) {
        GoDeployer deployer = new GoDeployer(port, token);
        deployer.follow();
        deployer.calls.streamLogRequests(LogsFilter.getDefaultInstance(), deployer.new LogRequests());
        deployer.timer.scheduleWithFixedDelay(deployer::list, 0, listEvery.toMillis(), TimeUnit.MILLISECONDS);
        deployer.timer.scheduleAtFixedRate(
                deployer::checkHealth, 0, HEALTH_CHECK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return deployer;
    }

    /** As after so many lost connections: of each, the loop that lists goes on for ever beside the new one. */
    public void leakPollers(int number, Duration listEvery) {
        for (int i = 0; i < number; i++) {
            timer.scheduleWithFixedDelay(this::list, 0, listEvery.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void follow() {
        calls.streamDeployments(DeploymentFilter.getDefaultInstance(), new Stream());
    }

    private void list() {
        try {
            GetDeploymentsResponse list = blockingCalls
                    .withDeadlineAfter(10, TimeUnit.SECONDS)
                    .listDeployments(DeploymentFilter.getDefaultInstance());
            complainIfUnknown(list);
            list.getDeploymentsList().forEach(this::complainIfUnknown);
            Map<String, Deployment> listed =
                    list.getDeploymentsList().stream().collect(Collectors.toMap(Deployment::getId, each -> each));
            wanted.putAll(listed);
            wanted.keySet().retainAll(listed.keySet());
            lists.incrementAndGet();
        } catch (StatusRuntimeException e) {
            ends.add(e.getStatus());
        }
    }

    private void checkHealth() {
        try {
            ServingStatus health = HealthGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(10, TimeUnit.SECONDS)
                    .check(HealthCheckRequest.getDefaultInstance())
                    .getStatus();
            if (health == ServingStatus.SERVING) {
                healthChecks.incrementAndGet();
            }
        } catch (StatusRuntimeException e) {
            ends.add(e.getStatus());
        }
    }

    /** It was made before our additions, and is to be spared them. */
    private void complainIfUnknown(Message message) {
        if (!message.getUnknownFields().asMap().isEmpty()) {
            complaints.add("unknown fields " + message.getUnknownFields());
        }
    }

    private final class Stream implements StreamObserver<Deployment> {
        @Override
        public void onNext(Deployment news) {
            complainIfUnknown(news);
            wanted.put(news.getId(), news);
        }

        @Override
        public void onError(Throwable failure) {
            Status status = Status.fromThrowable(failure);
            ends.add(status);
            if (!timer.isShutdown() && !String.valueOf(status.getDescription()).contains("unauthorized")) {
                timer.schedule(GoDeployer.this::follow, 1, TimeUnit.SECONDS);
            }
        }

        @Override
        public void onCompleted() {
            completions.incrementAndGet();
        }
    }

    private final class LogRequests implements StreamObserver<LogsRequest> {
        @Override
        public void onNext(LogsRequest request) {
            complainIfUnknown(request);
            String text = written.get(request.getDeploymentId());
            if (text != null) {
                answer(request, text);
            }
        }

        @Override
        public void onError(Throwable failure) {
            ends.add(Status.fromThrowable(failure));
        }

        @Override
        public void onCompleted() {
            completions.incrementAndGet();
        }
    }

    /**
     * As the Go program does it: lines with their ends and without a number, the rest in a message with the number of lines
     * before it that says that this is the end, and no end of the call.
     */
    private void answer(LogsRequest request, String text) {
        StreamObserver<Logs> answer = calls.sendLogs(new LogsTaken());
        int from = 0;
        long lines = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
            answer.onNext(Logs.newBuilder()
                    .setTxId(request.getTxId())
                    .setLine(text.substring(from, end + 1))
                    .build());
            from = end + 1;
            lines++;
        }
        answer.onNext(Logs.newBuilder()
                .setCreatedIndex(lines)
                .setTxId(request.getTxId())
                .setLine(text.substring(from))
                .setEof(true)
                .build());
    }

    private final class LogsTaken implements StreamObserver<Empty> {
        @Override
        public void onNext(Empty taken) {}

        @Override
        public void onError(Throwable failure) {
            ends.add(Status.fromThrowable(failure));
        }

        @Override
        public void onCompleted() {
            logsTaken.incrementAndGet();
        }
    }

    /** From now on this is the log of that model deployment; of one without a log, it says nothing when it is asked. */
    public void write(String id, String text) {
        written.put(id, text);
    }

    /** How many of its answers to log requests the server has taken to their end. */
    public int logsTaken() {
        return logsTaken.get();
    }

    /** What it believes is wanted, by id. */
    public Map<String, Deployment> wanted() {
        return Map.copyOf(wanted);
    }

    /** How its streams and calls failed so far. */
    public List<Status> failures() {
        return List.copyOf(ends);
    }

    /** How many streams completed without an error; at each of these the Go program would spin. */
    public int completions() {
        return completions.get();
    }

    /** How many lists it took. */
    public int lists() {
        return lists.get();
    }

    /** Returns how many times the server has logged that it serves. */
    public int healthChecks() {
        return healthChecks.get();
    }

    /** What it was sent that the Go program would not understand. */
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** Says that it is here. */
    public UpdateDeployerResponse announce() {
        UpdateDeployerResponse answer = blockingCalls.updateDeployer(UpdateDeployerRequest.getDefaultInstance());
        complainIfUnknown(answer);
        return answer;
    }

    /** Reports in the words of the Go program. */
    public void report(String id, long availableReplicas) {
        blockingCalls.updateDeployment(UpdateDeploymentRequest.newBuilder()
                .setId(id)
                .setStatus("Deployment: ready Service: ready Ingress: ready")
                .setAvailableReplicas(availableReplicas)
                .build());
    }

    /** Sends log lines, whoever asked for them; done when the server has answered. */
    public CompletableFuture<Void> sendLogs(List<String> lines) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        StreamObserver<Logs> stream = calls.sendLogs(new StreamObserver<>() {
            @Override
            public void onNext(Empty answer) {}

            @Override
            public void onError(Throwable failure) {
                done.completeExceptionally(failure);
            }

            @Override
            public void onCompleted() {
                done.complete(null);
            }
        });
        lines.forEach(line ->
                stream.onNext(Logs.newBuilder().setTxId("1").setLine(line).build()));
        stream.onNext(Logs.newBuilder().setTxId("1").setEof(true).build());
        stream.onCompleted();
        return done;
    }

    @Override
    public void close() {
        timer.shutdownNow();
        channel.shutdownNow();
    }
}
