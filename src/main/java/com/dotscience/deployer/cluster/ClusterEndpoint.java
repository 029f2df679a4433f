package com.dotscience.deployer.cluster;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** {@code cluster:events}. */
final class ClusterEndpoint extends DefaultEndpoint {

    private final Observation observation;

    ClusterEndpoint(String uri, ClusterComponent component, Observation observation) {
        super(uri, component);
        this.observation = observation;
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        ClusterConsumer consumer = new ClusterConsumer(this, processor, observation);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public Producer createProducer() {
        throw new UnsupportedOperationException(getEndpointUri() + " can only be consumed from");
    }
}
