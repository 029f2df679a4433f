package com.dotscience.deployer.deprecated;

import java.util.Map;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;

/**
 * Camel's component {@code direct:}, except for {@code direct:event}. In 0.1.0 outcomes took that way to become Events,
 * so operators' files send to it and consume from it. Today outcomes become Events without that route, so nothing
 * arrives there.
 */
public final class FormerDirect extends DirectComponent {

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

        private final Deprecation deprecation = new Deprecation();

        NoWay(String uri, FormerDirect component) {
            super(uri, component);
        }

        @Override
        public Producer createProducer() {
            return new DefaultProducer(this) {
                @Override
                public void process(Exchange exchange) {
                    warn();
                }
            };
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            warn();
            return new DefaultConsumer(this, processor);
        }

        private void warn() {
            deprecation.warn(getEndpointUri(), "leave it out, outcomes become Events without it");
        }
    }
}
