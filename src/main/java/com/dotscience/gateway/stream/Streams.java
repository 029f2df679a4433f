package com.dotscience.gateway.stream;

import com.dotscience.api.Deployment;
import com.dotscience.api.DryRunRequest;
import com.dotscience.api.LogsRequest;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * The streams that deployers keep open.
 *
 * @param deployments streams the model deployments that are wanted
 * @param logRequests streams the requests for logs
 * @param dryRuns streams the questions what would be done
 */
public record Streams(Hub<Deployment> deployments, Hub<LogsRequest> logRequests, Hub<DryRunRequest> dryRuns)
        implements AutoCloseable {

    /** @param latency gets, for each change that a stream took, the nanoseconds since it was published */
    public Streams(LongConsumer latency) {
        this(new Hub<>(latency), new Hub<>(), new Hub<>());
    }

    public List<Hub<?>> all() {
        return List.of(deployments, logRequests, dryRuns);
    }

    /** Ends all streams, and refuses new ones from now on. */
    @Override
    public void close() {
        all().forEach(Hub::close);
    }
}
