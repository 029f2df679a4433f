package com.dotscience.deployer.cluster;

import java.time.Duration;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/** {@code cluster:events?settle=250ms} or {@code cluster:resources}. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "cluster",
        title = "Cluster",
        syntax = "cluster:name",
        consumerOnly = true,
        category = Category.CLOUD)
final class ClusterEndpoint extends DefaultEndpoint {

    @UriPath(description = "What is consumed: events, or resources")
    @Metadata(required = true)
    private final String name;

    @UriParam(
            label = "consumer",
            defaultValue = "0",
            description = "How long changes of one id are waited for after the first, such as 250ms or 2s")
    private final Duration settle;

    private final ClusterEvents events;

    ClusterEndpoint(String uri, ClusterComponent component, String name, ClusterEvents events, Duration settle) {
        super(uri, component);
        this.name = name;
        this.events = events;
        this.settle = settle;
    }

    String getName() {
        return name;
    }

    Duration getSettle() {
        return settle;
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        ClusterConsumer consumer = new ClusterConsumer(this, processor, events, settle);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public Producer createProducer() {
        throw new UnsupportedOperationException(getEndpointUri() + " can only be consumed from");
    }
}
