package com.dotscience.deployer.gateway;

import com.dotscience.api.Deployment;
import java.time.Duration;

/** The stream of model deployments. It is what keeps the connection: to open it is to dial and to learn the identity. */
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
    public Duration ended(Exception failure) {
        Duration lasted = connection.uptime();
        return connection.lost(failure) ? retry.afterRefusal() : retry.afterLoss(lasted);
    }
}
