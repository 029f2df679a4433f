package com.dotscience.modelproxy.metrics;

import com.dotscience.metrics.Buckets;
import com.dotscience.modelproxy.observation.Observation.Ending;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The meters of requests and responses, independent of their contents. */
final class TrafficMeters {

    private static final int CLIENT_WENT = 499;

    /** The bounds of durations, from those of a small model in memory to those of a language model that writes for minutes. */
    private static final Duration[] BUCKETS = Buckets.millis(
            1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 120_000, 300_000, 600_000);

    private final AtomicInteger inFlight = new AtomicInteger();
    private final RequestCounters requests;
    private final Timer duration;
    private final Timer firstByte;
    private final Counter requestBytes;
    private final Counter answerBytes;
    private final Counter cutByModel;
    private final Counter cutByClient;

    TrafficMeters(Registry registry) {
        registry.gauge("requests.in.flight", "Requests whose answers have not ended", () -> inFlight);
        requests = new RequestCounters(registry);
        duration = registry.timer("request.duration", "From the head of a request to the end of its answer", BUCKETS);
        firstByte =
                registry.timer("time.to.first.byte", "From the head of a request to the head of its answer", BUCKETS);
        requestBytes = registry.bytes("request", "Bytes of the bodies of requests, as they are sent");
        answerBytes = registry.bytes("response", "Bytes of the bodies of answers, as they are sent");
        String incomplete =
                "Answers that broke off, by who did it: the model, or the client, which went before their end";
        cutByModel = registry.counter("responses.incomplete", incomplete, "by", "model");
        cutByClient = registry.counter("responses.incomplete", incomplete, "by", "client");
    }

    void begun() {
        inFlight.incrementAndGet();
    }

    /** @param nanos since the request's head */
    void answered(long nanos) {
        firstByte.record(nanos, TimeUnit.NANOSECONDS);
    }

    /**
     * @param code 0 if there was no response
     * @param nanos since the request's head
     */
    void ended(String method, int code, Ending ending, long nanos, long bytesIn, long bytesOut) {
        inFlight.decrementAndGet();
        requests.count(method, code == 0 ? CLIENT_WENT : code);
        duration.record(nanos, TimeUnit.NANOSECONDS);
        requestBytes.increment(bytesIn);
        answerBytes.increment(bytesOut);
        if (ending == Ending.CUT) {
            cutByModel.increment();
        } else if (ending == Ending.CANCELLED) {
            cutByClient.increment();
        }
    }
}
