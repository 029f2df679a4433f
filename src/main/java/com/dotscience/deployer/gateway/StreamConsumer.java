package com.dotscience.deployer.gateway;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;

/**
 * A consumer that turns the messages of one of the Gateway's streams into exchanges, one at a time, so that their order
 * is kept.
 */
abstract class StreamConsumer<T> extends DefaultConsumer implements StreamLoop.Listener<T> {

    private static final long STOPPING_MILLIS = 1000;

    private final String threadName;
    private final Duration headers;
    private StreamLoop<T> loop;
    private ExecutorService thread;

    StreamConsumer(GatewayEndpoint endpoint, Processor processor, String threadName, Duration headers) {
        super(endpoint, processor);
        this.threadName = threadName;
        this.headers = headers;
    }

    /** Returns the stream to follow; it is called again at each start. */
    abstract Feed<T> feed();

    static RetryPause retry(GatewayClient client) {
        return new RetryPause(client.timing(), () -> ThreadLocalRandom.current().nextDouble());
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        loop = new StreamLoop<>(feed(), headers, this);
        thread = getEndpoint().getCamelContext().getExecutorServiceManager().newSingleThreadExecutor(this, threadName);
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

    void emit(Map<String, Object> headers, Object body) {
        Exchange exchange = createExchange(false);
        exchange.getMessage().setHeaders(new HashMap<>(headers));
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
