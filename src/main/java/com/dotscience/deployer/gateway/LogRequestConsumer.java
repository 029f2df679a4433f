package com.dotscience.deployer.gateway;

import com.dotscience.api.LogsRequest;
import java.util.Map;
import org.apache.camel.Processor;

/** {@code from: gateway:streamLogRequests}. When it stops, so does every answer that is being sent. */
final class LogRequestConsumer extends StreamConsumer<LogsRequest> {

    private final GatewayConnection connection;

    LogRequestConsumer(GatewayEndpoint endpoint, Processor processor, GatewayConnection connection) {
        super(endpoint, processor, "log-requests", connection.timing().headers());
        this.connection = connection;
    }

    @Override
    Feed<LogsRequest> feed() {
        return new LogRequestFeed(connection, retry(connection));
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
        connection.endLogs();
    }
}
