package com.dotscience.system.soak;

import com.dotscience.testing.bench.meter.Spread;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How long it takes from a change at the Gateway to the API server's answer to the write that makes it so. */
final class Latencies {

    /** What a machine that has other things to do takes longer at times. */
    private static final double BUSY_MILLIS = 250;

    private record Waiting(String object, Instant since) {}

    private final List<Waiting> waiting = new ArrayList<>();
    private final Map<Instant, Double> millis = new HashMap<>();
    private int overtaken;

    /** Somebody changed something of which this object has to be written. */
    synchronized void changed(String object, Instant at) {
        waiting.add(new Waiting(object, at));
    }

    /** It was written: so is whatever was asked of it before the request was sent. */
    synchronized void written(String object, Instant sent, Instant answered) {
        for (Iterator<Waiting> each = waiting.iterator(); each.hasNext(); ) {
            Waiting change = each.next();
            if (change.object.equals(object) && !change.since.isAfter(sent)) {
                millis.put(
                        change.since, Duration.between(change.since, answered).toNanos() / 1e6);
                each.remove();
            }
        }
    }

    /** All is as it is wanted: what still waits was overtaken by a later change, and needs no write. */
    synchronized void settled() {
        overtaken += waiting.size();
        waiting.clear();
    }

    /** How many changes were overtaken. */
    synchronized int overtaken() {
        return overtaken;
    }

    synchronized int waiting() {
        return waiting.size();
    }

    /** The 99th percentile of what was changed then and is written, in milliseconds. */
    synchronized double p99(Instant begin, Instant end) {
        return Spread.percentile(99, between(begin, end));
    }

    /** The figures of what was changed then, for people. */
    synchronized String text(Instant begin, Instant end) {
        List<Double> then = between(begin, end);
        long still = waiting.stream()
                .filter(change -> isBetween(change.since, begin, end))
                .count();
        return then.isEmpty()
                ? still + " changes, none of them written yet"
                : String.format(
                        Locale.ROOT,
                        "%d changes, written after %.0f ms (p50), %.0f ms (p99), %d not yet",
                        then.size() + still,
                        Spread.percentile(50, then),
                        Spread.percentile(99, then),
                        still);
    }

    private List<Double> between(Instant begin, Instant end) {
        return millis.entrySet().stream()
                .filter(each -> isBetween(each.getKey(), begin, end))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static boolean isBetween(Instant moment, Instant begin, Instant end) {
        return !moment.isBefore(begin) && moment.isBefore(end);
    }

    /** Whether percentiles of one window after the other, in milliseconds, grow: the last is more than twice the first. */
    static boolean climb(List<Double> p99) {
        return p99.get(p99.size() - 1) > 2 * p99.get(0) + BUSY_MILLIS;
    }
}
