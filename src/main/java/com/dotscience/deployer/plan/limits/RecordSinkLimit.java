package com.dotscience.deployer.plan.limits;

import com.dotscience.api.MetricsSpec;
import com.dotscience.deployer.plan.limits.Breach.What;
import java.util.List;
import java.util.stream.Stream;

/**
 * Limits where model-proxies may record to. Without patterns it allows nowhere: what is recorded is all that clients send and all that
 * models answer, and a model-proxy reaches everything that pods of the cluster can reach.
 *
 * @param patterns for hosts on any port, or for {@code host:port}
 */
record RecordSinkLimit(List<NamePattern> patterns, String given) implements Limit {

    @Override
    public Stream<Breach> breaches(Asked asked) {
        MetricsSpec metrics = asked.wanted().getMetrics();
        if (metrics.getRecordUrl().isEmpty()) {
            return Stream.empty();
        }
        RecordSink sink = RecordSink.of(metrics.getRecordUrl());
        return patterns.stream().anyMatch(sink::matches)
                ? Stream.empty()
                : Stream.of(Breach.of(
                        What.RECORD_SINK,
                        sink.text(),
                        "the host of metrics.record_url",
                        patterns.isEmpty() ? "allows none unless it is set" : "allows only " + given,
                        "deployer.allowed.record-sinks"));
    }
}
