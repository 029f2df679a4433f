package com.dotscience.deployer.gateway;

import com.dotscience.api.LogsRequest;
import io.grpc.Status;
import java.time.Duration;

/**
 * The stream of log requests. It logs nothing: the {@link DeploymentFeed}, whose connection it uses, already logs each
 * change of the connection, and a Gateway that does not know log requests is no fault.
 */
final class LogRequestFeed implements Feed<LogsRequest> {

    private final GatewayClient client;
    private final RetryPause retry;
    private long begun;

    LogRequestFeed(GatewayClient client, RetryPause retry) {
        this.client = client;
        this.retry = retry;
    }

    @Override
    public GatewayStream<LogsRequest> open() {
        begun = System.nanoTime();
        return client.logRequests();
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
        // While there is no connection an attempt costs nothing, and a late attempt makes people wait for their logs.
        return client.state().connected()
                ? retry.afterLoss(Duration.ofNanos(System.nanoTime() - begun))
                : client.timing().firstRetry();
    }
}
