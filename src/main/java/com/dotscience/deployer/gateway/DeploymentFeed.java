package com.dotscience.deployer.gateway;

import com.dotscience.api.Deployment;
import io.grpc.Status;
import java.time.Duration;

/**
 * The stream of model deployments. It is what keeps the connection: to open it is to dial and to say who this is. A
 * Gateway that knows no such stream is connected as long as it answers all the same: it is asked for lists anyway.
 */
final class DeploymentFeed implements Feed<Deployment> {

    private final GatewayConnection connection;
    private final RetryPause retry;

    DeploymentFeed(GatewayConnection connection, RetryPause retry) {
        this.connection = connection;
        this.retry = retry;
    }

    @Override
    public GatewayStream<Deployment> open() {
        connection.announce();
        return connection.deployments();
    }

    @Override
    public void begun() {
        connection.established();
    }

    @Override
    public boolean isThereWithout(Exception failure) {
        boolean found = isUnknown(failure) && !connection.state().connected();
        if (found) {
            connection.established();
        }
        return found;
    }

    private static boolean isUnknown(Exception failure) {
        return Status.fromThrowable(failure).getCode() == Status.Code.UNIMPLEMENTED;
    }

    @Override
    public Duration ended(Exception failure) {
        if (isUnknown(failure)) {
            return retry.afterRefusal();
        }
        Duration lasted = connection.uptime();
        return connection.lost(failure) ? retry.afterRefusal() : retry.afterLoss(lasted);
    }
}
