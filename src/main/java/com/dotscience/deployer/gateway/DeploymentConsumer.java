package com.dotscience.deployer.gateway;

import com.dotscience.api.Deployment;
import com.dotscience.deployer.desired.Update;
import java.util.Map;
import org.apache.camel.Processor;

/** The consumer of {@code from: gateway:streamDeployments}. It starts a route for each change of a model deployment. */
final class DeploymentConsumer extends StreamConsumer<Deployment> {

    private final GatewayUpdates updates = new GatewayUpdates(Update.GATEWAY);
    private final GatewayClient client;

    DeploymentConsumer(GatewayEndpoint endpoint, Processor processor, GatewayClient client) {
        super(endpoint, processor, "gateway", client.timing().headers());
        this.client = client;
    }

    @Override
    Feed<Deployment> feed() {
        return new DeploymentFeed(client, retry(client));
    }

    @Override
    public void connected() {
        emit(Map.of(GatewayComponent.EVENT, GatewayComponent.CONNECTED), null);
    }

    @Override
    public void message(Deployment deployment) {
        if (deployment.getId().isEmpty()) {
            client.announceAgain();
            return;
        }
        emit(Map.of(GatewayComponent.EVENT, GatewayComponent.UPDATE), updates.one(deployment));
    }
}
