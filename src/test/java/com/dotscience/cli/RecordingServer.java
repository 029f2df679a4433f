package com.dotscience.cli;

import static org.awaitility.Awaitility.await;

import com.dotscience.api.management.ManagementGrpc;
import com.google.protobuf.Message;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerCredentials;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A server of the management API on loopback: it lets in who has the token, writes down each request, and fails when a test says so. */
public abstract class RecordingServer extends ManagementGrpc.ManagementImplBase
        implements ServerInterceptor, AutoCloseable, AfterEachCallback {

    public static final String TOKEN = "admin-token-of-the-test";

    public final List<Message> requests = new CopyOnWriteArrayList<>();

    /** What the next calls fail with, one each. */
    public final Deque<Status> failures = new ConcurrentLinkedDeque<>();

    private Status failureAfterNextCall;
    private final Server server;

    RecordingServer(ServerCredentials credentials) throws IOException {
        server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0), credentials)
                .directExecutor()
                .addService(this)
                .intercept(this)
                .build()
                .start();
    }

    public String hostAndPort() {
        return "127.0.0.1:" + server.getPort();
    }

    /** Waits until it was asked so often in all. */
    public void awaitRequests(int count) {
        await().atMost(Duration.ofSeconds(30)).until(() -> requests.size() >= count);
    }

    @Override
    public void afterEach(ExtensionContext test) throws InterruptedException {
        close();
    }

    @Override
    public void close() throws InterruptedException {
        server.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        var authorization = headers.get(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER));
        if (!("Bearer " + TOKEN).equals(authorization)) {
            call.close(Status.UNAUTHENTICATED.withDescription("unauthorized"), new Metadata());
            return new ServerCall.Listener<>() {};
        }
        return next.startCall(call, headers);
    }

    /** Lets the next call succeed and the one after it fail. */
    public void failAfterNextCall(Status status) {
        failureAfterNextCall = status;
    }

    final <A> void answer(Message request, StreamObserver<A> observer, Supplier<A> answer) {
        requests.add(request);
        Status failure = failures.poll();
        if (failure != null) {
            observer.onError(failure.asException());
            return;
        }
        if (failureAfterNextCall != null) {
            failures.add(failureAfterNextCall);
            failureAfterNextCall = null;
        }
        try {
            observer.onNext(answer.get());
            observer.onCompleted();
        } catch (RuntimeException e) {
            observer.onError(e);
        }
    }
}
