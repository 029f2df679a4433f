package com.dotscience.gateway.stream;

import com.dotscience.api.Deployment;
import com.dotscience.api.LogsRequest;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * What deployers follow.
 *
 * @param deployments what is wanted of them
 * @param logRequests the logs that somebody asks for
 */
public record Streams(Hub<Deployment> deployments, Hub<LogsRequest> logRequests) implements AutoCloseable {

    /** @param handedOut told how long after its commit a change was handed to a stream, in nanoseconds */
    public Streams(LongConsumer handedOut) {
        this(new Hub<>(handedOut), new Hub<>());
    }

    public List<Hub<?>> all() {
        return List.of(deployments, logRequests);
    }

    /** Ends all, and those that are still to come. */
    @Override
    public void close() {
        all().forEach(Hub::close);
    }
}
