package com.dotscience.deployer.gateway;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * An open stream from the Gateway, which one thread reads at its own pace. It asks for the next message only when the
 * last one has been processed, so that at most one message waits in memory here and the rest wait at the Gateway.
 */
final class GatewayStream<T> extends ClientCall.Listener<T> {

    private sealed interface Event<T> {}

    private record Headers<T>() implements Event<T> {}

    private record Message<T>(T content) implements Event<T> {}

    private record Closed<T>(Status status) implements Event<T> {}

    private final ClientCall<?, T> call;
    private final BlockingQueue<Event<T>> events = new LinkedBlockingQueue<>();

    GatewayStream(ClientCall<?, T> call) {
        this.call = call;
    }

    /**
     * Returns when the Gateway has sent the stream's headers, or when it has sent nothing for the whole wait.
     *
     * @throws StatusException if the stream has ended
     */
    void awaitHeaders(Duration patience) throws StatusException, InterruptedException {
        if (events.poll(patience.toNanos(), TimeUnit.NANOSECONDS) instanceof Closed<T> closed) {
            throw ended(closed);
        }
    }

    /**
     * Waits for the next message.
     *
     * @throws StatusException if the stream has ended, even without an error, because it should never end
     */
    T next() throws StatusException, InterruptedException {
        call.request(1);
        while (true) {
            Event<T> event = events.take();
            if (event instanceof Message<T> message) {
                return message.content();
            }
            if (event instanceof Closed<T> closed) {
                throw ended(closed);
            }
        }
    }

    void cancel() {
        call.cancel("No longer followed", null);
    }

    private static StatusException ended(Closed<?> closed) {
        Status status = closed.status();
        return (status.isOk() ? Status.UNAVAILABLE.withDescription("the Gateway ended the stream") : status)
                .asException();
    }

    @Override
    public void onHeaders(Metadata headers) {
        events.add(new Headers<>());
    }

    @Override
    public void onMessage(T message) {
        events.add(new Message<>(message));
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        events.add(new Closed<>(status));
    }
}
