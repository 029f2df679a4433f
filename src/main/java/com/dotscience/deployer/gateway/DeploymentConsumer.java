package com.dotscience.deployer.gateway;

import com.dotscience.api.Deployment;
import com.dotscience.deployer.desired.Update;
import java.util.Map;
import org.apache.camel.Processor;

/** {@code from: gateway:streamDeployments}. */
final class DeploymentConsumer extends StreamConsumer<Deployment> {

    private final GatewayUpdates updates = new GatewayUpdates(Update.GATEWAY);
    private final GatewayConnection connection;

    DeploymentConsumer(GatewayEndpoint endpoint, Processor processor, GatewayConnection connection) {
        super(endpoint, processor, "gateway", connection.timing().headers());
        this.connection = connection;
    }

    @Override
    Feed<Deployment> feed() {
        return new DeploymentFeed(connection, retry(connection));
    }

    @Override
    public void connected() {
        emit(Map.of(GatewayComponent.EVENT, GatewayComponent.CONNECTED), null);
    }

    @Override
    public void message(Deployment deployment) {
        emit(Map.of(GatewayComponent.EVENT, GatewayComponent.UPDATE), updates.one(deployment));
    }
}
