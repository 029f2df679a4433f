package com.dotscience.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A server stream as a client sees it: when its headers came, what it brought, how it ended. */
public final class OpenStream<T> extends ClientCall.Listener<T> implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;

    private final ClientCall<?, T> call;
    private final boolean reads;
    private final CompletableFuture<Void> headers = new CompletableFuture<>();
    private final CompletableFuture<Status> end = new CompletableFuture<>();
    private final List<T> messages = new CopyOnWriteArrayList<>();

    private OpenStream(ClientCall<?, T> call, boolean reads) {
        this.call = call;
        this.reads = reads;
    }

    /** @param reads false: takes no message at all, as a client that hangs */
    public static <A, T> OpenStream<T> open(Channel channel, MethodDescriptor<A, T> method, A request, boolean reads) {
        ClientCall<A, T> call = channel.newCall(method, CallOptions.DEFAULT);
        OpenStream<T> stream = new OpenStream<>(call, reads);
        call.start(stream, new Metadata());
        if (reads) {
            call.request(1);
        }
        call.sendMessage(request);
        call.halfClose();
        return stream;
    }

    @Override
    public void onHeaders(Metadata received) {
        headers.complete(null);
    }

    @Override
    public void onMessage(T message) {
        messages.add(message);
        if (reads) {
            call.request(1);
        }
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        end.complete(status);
        headers.completeExceptionally(status.asRuntimeException());
    }

    public OpenStream<T> awaitHeaders() {
        assertThat(headers).succeedsWithin(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return this;
    }

    public Status awaitEnd() {
        return end.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    /** Whether its headers have come. */
    public boolean hasBegun() {
        return headers.isDone() && !headers.isCompletedExceptionally();
    }

    public boolean hasEnded() {
        return end.isDone();
    }

    public List<T> messages() {
        return messages;
    }

    @Override
    public void close() {
        call.cancel("the test is over", null);
    }
}
