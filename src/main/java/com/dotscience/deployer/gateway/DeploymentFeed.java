package com.dotscience.deployer.gateway;

import com.dotscience.api.Deployment;
import io.grpc.Status;
import java.time.Duration;

/**
 * The stream of model deployments. The connection lives as long as this stream does: opening it dials the Gateway and
 * announces this deployer. A Gateway that does not know the stream still counts as connected while it answers, because
 * the deployer asks it for lists anyway.
 */
final class DeploymentFeed implements Feed<Deployment> {

    private final GatewayClient client;
    private final RetryPause retry;

    DeploymentFeed(GatewayClient client, RetryPause retry) {
        this.client = client;
        this.retry = retry;
    }

    @Override
    public GatewayStream<Deployment> open() {
        client.announce();
        return client.deployments();
    }

    @Override
    public void begun() {
        client.established();
    }

    @Override
    public boolean isThereWithout(Exception failure) {
        boolean found = isUnknown(failure) && !client.state().connected();
        if (found) {
            client.established();
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
        Duration lasted = client.uptime();
        return client.lost(failure) ? retry.afterRefusal() : retry.afterLoss(lasted);
    }
}
