package com.dotscience.deployer.routes;

import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The component {@code direct:}, as Camel has it, but for {@code direct:event}. Outcomes went that way once to become Events, and
 * operators' files send there and consume from there still. They become Events without it, so nothing goes that way any more.
 */
public final class FormerDirect extends DirectComponent {

    private static final Logger LOG = LoggerFactory.getLogger(FormerDirect.class);

    private static final String EVENT = "event";

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        if (!remaining.equals(EVENT)) {
            return super.createEndpoint(uri, remaining, parameters);
        }
        parameters.clear();
        return new NoWay(uri, this);
    }

    private static final class NoWay extends DefaultEndpoint {

        private final AtomicBoolean said = new AtomicBoolean();

        NoWay(String uri, FormerDirect component) {
            super(uri, component);
        }

        @Override
        public Producer createProducer() {
            return new DefaultProducer(this) {
                @Override
                public void process(Exchange exchange) {
                    say();
                }
            };
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            say();
            return new DefaultConsumer(this, processor);
        }

        private void say() {
            if (said.compareAndSet(false, true)) {
                LOG.warn(
                        "A file of routes names {}, which is deprecated: leave it out, outcomes become Events without it"
                                + " (docs/routes.md)",
                        getEndpointUri());
            }
        }
    }
}
