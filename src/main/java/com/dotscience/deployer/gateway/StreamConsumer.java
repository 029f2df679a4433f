package com.dotscience.deployer.gateway;

import com.dotscience.api.Deployment;
import com.dotscience.deployer.desired.Update;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;

/** {@code from: gateway:streamDeployments}: the news of a {@link StreamLoop} as exchanges, one at a time. */
final class StreamConsumer extends DefaultConsumer implements StreamLoop.Listener {

    private static final long STOPPING_MILLIS = 1000;

    private final GatewayUpdates updates = new GatewayUpdates(Update.GATEWAY);
    private final GatewayConnection connection;
    private StreamLoop loop;
    private ExecutorService thread;

    StreamConsumer(GatewayEndpoint endpoint, Processor processor, GatewayConnection connection) {
        super(endpoint, processor);
        this.connection = connection;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        RetryPause retry = new RetryPause(
                connection.timing(), () -> ThreadLocalRandom.current().nextDouble());
        loop = new StreamLoop(connection, retry, this);
        thread = getEndpoint().getCamelContext().getExecutorServiceManager().newSingleThreadExecutor(this, "gateway");
        thread.execute(loop);
    }

    @Override
    protected void doStop() throws Exception {
        if (loop != null) {
            loop.stop();
            getEndpoint().getCamelContext().getExecutorServiceManager().shutdownGraceful(thread, STOPPING_MILLIS);
            loop = null;
        }
        super.doStop();
    }

    @Override
    public void connected() {
        emit(GatewayComponent.CONNECTED, null);
    }

    @Override
    public void update(Deployment deployment) {
        emit(GatewayComponent.UPDATE, updates.one(deployment));
    }

    private void emit(String event, Update body) {
        Exchange exchange = createExchange(false);
        exchange.getMessage().setHeader(GatewayComponent.EVENT, event);
        exchange.getMessage().setHeader(Exchange.MESSAGE_TIMESTAMP, System.currentTimeMillis());
        exchange.getMessage().setBody(body);
        try {
            getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
        if (exchange.getException() != null) {
            getExceptionHandler().handleException("News from the Gateway not taken", exchange, exchange.getException());
        }
        releaseExchange(exchange, false);
    }
}
