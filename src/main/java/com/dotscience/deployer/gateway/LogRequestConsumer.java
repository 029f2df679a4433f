package com.dotscience.deployer.gateway;

import com.dotscience.api.LogsRequest;
import java.util.Map;
import org.apache.camel.Processor;

/**
 * The consumer of {@code from: gateway:streamLogRequests}. When it stops, it also ends every answer that is being sent.
 */
final class LogRequestConsumer extends StreamConsumer<LogsRequest> {

    private final GatewayComponent component;
    private final GatewayClient client;

    LogRequestConsumer(
            GatewayEndpoint endpoint, Processor processor, GatewayComponent component, GatewayClient client) {
        super(endpoint, processor, "log-requests", client.timing().headers());
        this.component = component;
        this.client = client;
    }

    @Override
    Feed<LogsRequest> feed() {
        return new RequestFeed<>(client, retry(client), client::logRequests);
    }

    @Override
    public void connected() {}

    @Override
    public void message(LogsRequest request) {
        if (!component.standsBy()) {
            emit(Map.of(), request);
        }
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        client.endLogs();
    }
}
