package com.dotscience.deployer.cluster;

import java.time.Duration;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** {@code cluster:events?settle=250ms}. */
final class ClusterEndpoint extends DefaultEndpoint {

    private final Observation observation;
    private final Duration settle;

    ClusterEndpoint(String uri, ClusterComponent component, Observation observation, Duration settle) {
        super(uri, component);
        this.observation = observation;
        this.settle = settle;
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        ClusterConsumer consumer = new ClusterConsumer(this, processor, observation, settle);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public Producer createProducer() {
        throw new UnsupportedOperationException(getEndpointUri() + " can only be consumed from");
    }
}
