package com.dotscience.deployer.gateway;

import com.dotscience.api.LogsRequest;
import java.util.Map;
import org.apache.camel.Processor;

/**
 * The consumer of {@code from: gateway:streamLogRequests}. When it stops, it also ends every answer that is being sent.
 */
final class LogRequestConsumer extends StreamConsumer<LogsRequest> {

    private final GatewayClient client;

    LogRequestConsumer(GatewayEndpoint endpoint, Processor processor, GatewayClient client) {
        super(endpoint, processor, "log-requests", client.timing().headers());
        this.client = client;
    }

    @Override
    Feed<LogsRequest> feed() {
        return new LogRequestFeed(client, retry(client));
    }

    @Override
    public void connected() {}

    @Override
    public void message(LogsRequest request) {
        emit(Map.of(), request);
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        client.endLogs();
    }
}
