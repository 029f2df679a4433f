package com.dotscience.deployer.events;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Lets equal Events pass once in a given time, and counts those that it suppresses. It remembers a bounded number and
 * forgets the oldest first, so that its memory stays small.
 */
final class DuplicateFilter {

    private record Sent(Instant at, int keptBack) {}

    private final Duration once;
    private final Map<Object, Sent> sent;

    /** @param most the largest number of different Events that are remembered */
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
     * Decides whether an Event passes.
     *
     * @return how many equal Events were suppressed since the last one that passed; empty if this one is suppressed
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
