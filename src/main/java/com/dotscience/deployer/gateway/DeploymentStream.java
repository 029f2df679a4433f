package com.dotscience.deployer.gateway;

import com.dotscience.api.Deployment;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The open stream of model deployments, read by one thread at its own pace: the next message is asked for only when the
 * last one is done with, so that no more than one waits here and the rest with the Gateway.
 */
final class DeploymentStream extends ClientCall.Listener<Deployment> {

    private sealed interface Event {}

    private record Headers() implements Event {}

    private record Message(Deployment deployment) implements Event {}

    private record Closed(Status status) implements Event {}

    private final ClientCall<?, Deployment> call;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

    DeploymentStream(ClientCall<?, Deployment> call) {
        this.call = call;
    }

    /**
     * Returns when the Gateway has answered that the stream is there, or has said nothing for so long.
     *
     * @throws StatusException if the stream has ended
     */
    void awaitHeaders(Duration patience) throws StatusException, InterruptedException {
        if (events.poll(patience.toNanos(), TimeUnit.NANOSECONDS) instanceof Closed closed) {
            throw ended(closed);
        }
    }

    /**
     * Waits for the next one.
     *
     * @throws StatusException if the stream has ended, in whatever way: it is meant never to
     */
    Deployment next() throws StatusException, InterruptedException {
        call.request(1);
        while (true) {
            Event event = events.take();
            if (event instanceof Message message) {
                return message.deployment();
            }
            if (event instanceof Closed closed) {
                throw ended(closed);
            }
        }
    }

    void cancel() {
        call.cancel("No longer followed", null);
    }

    private static StatusException ended(Closed closed) {
        Status status = closed.status();
        return (status.isOk() ? Status.UNAVAILABLE.withDescription("the Gateway ended the stream") : status)
                .asException();
    }

    @Override
    public void onHeaders(Metadata headers) {
        events.add(new Headers());
    }

    @Override
    public void onMessage(Deployment deployment) {
        events.add(new Message(deployment));
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        events.add(new Closed(status));
    }
}
