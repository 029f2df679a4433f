package com.dotscience.modelproxy.drain;

import com.dotscience.modelproxy.log.ProcessLog;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Drains the model-proxy after SIGTERM, so that the pod ends without losing a request. */
public final class Drain {

    private static final Duration BEFORE_THE_END = Duration.ofSeconds(6);
    private static final Duration LONGEST_MOMENT = Duration.ofSeconds(10);
    private static final long LOOK_AGAIN_MILLIS = 20;

    private final Duration limit;
    private final Duration moment;
    private final ProcessLog log;
    private final CompletableFuture<Void> begun = new CompletableFuture<>();
    private final CompletableFuture<Void> drained = new CompletableFuture<>();

    /** @param gracePeriod of the pod */
    public Drain(Duration gracePeriod, ProcessLog log) {
        this(gracePeriod, log, LONGEST_MOMENT);
    }

    Drain(Duration gracePeriod, ProcessLog log, Duration longestMoment) {
        this.limit = gracePeriod.compareTo(BEFORE_THE_END) > 0 ? gracePeriod.minus(BEFORE_THE_END) : Duration.ZERO;
        Duration third = limit.dividedBy(3);
        this.moment = third.compareTo(longestMoment) < 0 ? third : longestMoment;
        this.log = log;
    }

    /** How long new requests are accepted, until all clients know that the pod ends. */
    Duration moment() {
        return moment;
    }

    /** How long the drain takes at most. */
    Duration limit() {
        return limit;
    }

    /** Whether it has begun. */
    public boolean isUnderWay() {
        return begun.isDone();
    }

    /** Completes when it begins. */
    CompletableFuture<Void> begun() {
        return begun.copy();
    }

    /** Completes when no request is being served any more, or no time is left. */
    CompletableFuture<Void> drained() {
        return drained.copy();
    }

    /** Ends the traffic, and returns when no request is being served any more, or no time is left. */
    public void run(Drainable traffic) throws InterruptedException {
        long start = System.nanoTime();
        begun.complete(null);
        log.info("The pod is ending: requests are still taken for " + moment.toMillis() + " ms");
        traffic.announceEnd();
        Thread.sleep(moment.toMillis());
        traffic.stopListening();
        while (traffic.underWay() > 0 && System.nanoTime() - start < limit.toNanos()) {
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
        int left = traffic.underWay();
        log.info(left == 0 ? "Drained: nothing is under way" : "No time is left: " + left + " requests are cut");
        drained.complete(null);
    }
}
