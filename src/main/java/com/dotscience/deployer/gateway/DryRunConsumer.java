package com.dotscience.deployer.gateway;

import com.dotscience.api.DryRunRequest;
import java.util.Map;
import org.apache.camel.Processor;

/** The consumer of {@code from: gateway:streamDryRuns}. It starts a route for each question. */
final class DryRunConsumer extends StreamConsumer<DryRunRequest> {

    private final GatewayComponent component;
    private final GatewayClient client;

    DryRunConsumer(GatewayEndpoint endpoint, Processor processor, GatewayComponent component, GatewayClient client) {
        super(endpoint, processor, "dry-runs", client.timing().headers());
        this.component = component;
        this.client = client;
    }

    @Override
    Feed<DryRunRequest> feed() {
        return new RequestFeed<>(client, retry(client), client::dryRuns);
    }

    @Override
    public void connected() {}

    @Override
    public void message(DryRunRequest request) {
        if (!component.standsBy()) {
            emit(Map.of(), request);
        }
    }
}
