package com.dotscience.deployer.gateway;

import com.dotscience.api.UpdateDeploymentRequest;
import com.dotscience.deployer.desired.Update;
import com.dotscience.deployer.logs.LogSource;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;

/** The endpoint for one operation on the Gateway. It makes the consumer or the producer that the operation needs. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "gateway",
        title = "Gateway",
        syntax = "gateway:operation",
        category = Category.CLOUD)
final class GatewayEndpoint extends DefaultEndpoint {

    private final GatewayComponent component;

    @UriPath(description = "What is asked of the Gateway, or followed there")
    @Metadata(required = true)
    private final Operation operation;

    GatewayEndpoint(String uri, GatewayComponent component, Operation operation) {
        super(uri, component);
        this.component = component;
        this.operation = operation;
    }

    Operation getOperation() {
        return operation;
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        StreamConsumer<?> consumer = switch (operation) {
            case STREAM_DEPLOYMENTS -> new DeploymentConsumer(this, processor, component.client());
            case STREAM_LOG_REQUESTS -> new LogRequestConsumer(this, processor, component.client());
            default ->
                throw new IllegalArgumentException("gateway:" + operation + " can be sent to, not consumed from");
        };
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public Producer createProducer() {
        return switch (operation) {
            case LIST -> producer(this::list);
            case UPDATE_DEPLOYMENT -> producer(this::report);
            case SEND_LOGS -> producer(this::sendLogs);
            case STREAM_DEPLOYMENTS, STREAM_LOG_REQUESTS ->
                throw new IllegalArgumentException("gateway:" + operation + " can be consumed from, not sent to");
        };
    }

    private void list(Exchange exchange) throws GatewayException {
        // The position is noted before the question and not after the answer, because what the stream changes meanwhile
        // is newer than the list (R4).
        long position = component.position().getAsLong();
        var list = component.client().list();
        exchange.getMessage().setHeader(Exchange.MESSAGE_TIMESTAMP, System.currentTimeMillis());
        exchange.getMessage().setBody(new GatewayUpdates(Update.GATEWAY).all(list, position, list.getTombstones()));
    }

    private void report(Exchange exchange) throws Exception {
        component.client().report(exchange.getMessage().getMandatoryBody(UpdateDeploymentRequest.class));
    }

    private void sendLogs(Exchange exchange) throws Exception {
        component.client().send(exchange.getMessage().getMandatoryBody(LogSource.class));
    }

    private Producer producer(Processor call) {
        return new DefaultProducer(this) {
            @Override
            public void process(Exchange exchange) throws Exception {
                call.process(exchange);
            }
        };
    }
}
