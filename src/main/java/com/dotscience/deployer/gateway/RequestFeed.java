package com.dotscience.deployer.gateway;

import io.grpc.Status;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * A stream of requests, such as those for logs. It logs nothing: the {@link DeploymentFeed}, whose connection it uses,
 * already logs each change of the connection, and a Gateway that does not know such requests is no fault.
 */
final class RequestFeed<T> implements Feed<T> {

    private final GatewayClient client;
    private final RetryPause retry;
    private final Supplier<GatewayStream<T>> stream;
    private long begun;

    RequestFeed(GatewayClient client, RetryPause retry, Supplier<GatewayStream<T>> stream) {
        this.client = client;
        this.retry = retry;
        this.stream = stream;
    }

    @Override
    public GatewayStream<T> open() {
        begun = System.nanoTime();
        return stream.get();
    }

    @Override
    public void begun() {
        begun = System.nanoTime();
    }

    @Override
    public Duration ended(Exception failure) {
        Status.Code code = Status.fromThrowable(failure).getCode();
        if (code == Status.Code.UNIMPLEMENTED || code == Status.Code.UNAUTHENTICATED) {
            return retry.afterRefusal();
        }
        // While there is no connection an attempt costs nothing, and a late attempt makes people wait.
        return client.state().connected()
                ? retry.afterLoss(Duration.ofNanos(System.nanoTime() - begun))
                : client.timing().firstRetry();
    }
}
