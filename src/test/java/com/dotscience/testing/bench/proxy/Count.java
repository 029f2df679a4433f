package com.dotscience.testing.bench.proxy;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.function.Supplier;

/** Compares what the model-proxy counts with what was sent, run by run. */
final class Count {

    private static final Duration TO_BE_DONE = Duration.ofSeconds(10);

    private final ModelProxy modelProxy;
    private final Predictions answer;
    private final int connections;
    private long read;
    private long notRead;

    Count(ModelProxy modelProxy, Predictions answer, int connections) {
        this.modelProxy = modelProxy;
        this.answer = answer;
        this.connections = connections;
    }

    /**
     * Has it driven, and looks.
     *
     * @throws IllegalStateException if what was counted is not what was sent
     */
    Driven of(Supplier<Driven> run) {
        Counted before = modelProxy.counted();
        Driven driven = run.get();
        await("every answer counted")
                .atMost(TO_BE_DONE)
                .until(() -> modelProxy.counted().since(before).whole() >= driven.answers());
        Counted counted = modelProxy.counted().since(before);
        compare(counted, driven.answers(), answer, connections);
        read += counted.read();
        notRead += counted.notRead();
        return driven;
    }

    /** The share of answers that were not read, in all runs. */
    double notRead() {
        return (double) notRead / (read + notRead);
    }

    /** When its time is over, wrk leaves: of the last answer to each connection nobody knows how far it came. */
    static void compare(Counted counted, long sent, Predictions answer, int connections) {
        if (counted.whole() < sent || counted.whole() + counted.incomplete() > sent + connections) {
            throw new IllegalStateException(
                    "The model-proxy counted %d answers and %d incomplete ones, and there were %d and at most %d"
                            .formatted(counted.whole(), counted.incomplete(), sent, connections));
        }
        if (!counted.are(answer)) {
            throw new IllegalStateException("The model-proxy counted %s in %d answers, each of which has %s"
                    .formatted(counted.byClass(), counted.read(), answer.byClass()));
        }
    }
}
