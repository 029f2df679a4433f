package com.dotscience.deployer.events;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/** Lets the same thing be said once in a while only, and counts how often it was not. Bounded: the oldest is forgotten. */
final class DuplicateFilter {

    private record Sent(Instant at, int keptBack) {}

    private final Duration once;
    private final Map<Object, Sent> sent;

    /** @param most how many different things are remembered */
    DuplicateFilter(Duration once, int most) {
        this.once = once;
        this.sent = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Object, Sent> eldest) {
                return size() > most;
            }
        };
    }

    /**
     * Something is to be said.
     *
     * @return how often it was kept back since it was last said; empty if it is kept back now
     */
    OptionalInt observe(Object event, Instant now) {
        Sent last = sent.get(event);
        if (last != null && now.isBefore(last.at.plus(once))) {
            sent.put(event, new Sent(last.at, last.keptBack + 1));
            return OptionalInt.empty();
        }
        sent.remove(event);
        sent.put(event, new Sent(now, 0));
        return OptionalInt.of(last == null ? 0 : last.keptBack);
    }
}
