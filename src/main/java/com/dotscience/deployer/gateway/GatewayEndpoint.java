package com.dotscience.deployer.gateway;

import com.dotscience.api.DryRunAnswer;
import com.dotscience.api.UpdateDeploymentRequest;
import com.dotscience.deployer.desired.Update;
import com.dotscience.deployer.logs.LogSource;
import java.util.function.Function;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultConsumer;
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
        Consumer consumer = switch (operation) {
            case STREAM_DEPLOYMENTS -> consumer(processor, client -> new DeploymentConsumer(this, processor, client));
            case STREAM_LOG_REQUESTS ->
                consumer(processor, client -> new LogRequestConsumer(this, processor, component, client));
            case STREAM_DRY_RUNS ->
                consumer(processor, client -> new DryRunConsumer(this, processor, component, client));
            default ->
                throw new IllegalArgumentException("gateway:" + operation + " can be sent to, not consumed from");
        };
        configureConsumer(consumer);
        return consumer;
    }

    /** Without a Gateway it is one that nothing ever comes from. */
    private Consumer consumer(Processor processor, Function<GatewayClient, Consumer> make) {
        return component.client().map(make).orElseGet(() -> new DefaultConsumer(this, processor));
    }

    private GatewayClient client() throws GatewayUnavailableException {
        return component
                .client()
                .orElseThrow(() ->
                        new GatewayUnavailableException("There is no Gateway: deployer.gateway.enabled is false"));
    }

    @Override
    public Producer createProducer() {
        return switch (operation) {
            case LIST -> producer(this::list);
            case UPDATE_DEPLOYMENT -> producer(this::report);
            case SEND_LOGS -> producer(this::sendLogs);
            case SEND_DRY_RUN -> producer(this::sendDryRun);
            case STREAM_DEPLOYMENTS, STREAM_LOG_REQUESTS, STREAM_DRY_RUNS ->
                throw new IllegalArgumentException("gateway:" + operation + " can be consumed from, not sent to");
        };
    }

    private void list(Exchange exchange) throws GatewayException {
        // The position is noted before the question and not after the answer, because what the stream changes meanwhile
        // is newer than the list (R4).
        long position = component.position().getAsLong();
        var list = client().list();
        exchange.getMessage().setHeader(Exchange.MESSAGE_TIMESTAMP, System.currentTimeMillis());
        exchange.getMessage().setBody(new GatewayUpdates(Update.GATEWAY).all(list, position, list.getTombstones()));
    }

    private void report(Exchange exchange) throws Exception {
        UpdateDeploymentRequest report = exchange.getMessage().getMandatoryBody(UpdateDeploymentRequest.class);
        if (!component.standsBy()) {
            client().report(report);
        }
    }

    private void sendLogs(Exchange exchange) throws Exception {
        client().send(exchange.getMessage().getMandatoryBody(LogSource.class));
    }

    private void sendDryRun(Exchange exchange) throws Exception {
        client().answer(exchange.getMessage().getMandatoryBody(DryRunAnswer.class));
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
