package com.dotscience.deployer.events;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/** Lets the same thing be said once in a while only, and counts how often it was not. Bounded: the oldest is forgotten. */
final class Repeats {

    private record Said(Instant at, int kept) {}

    private final Duration once;
    private final Map<Object, Said> said;

    /** @param most how many different things are remembered */
    Repeats(Duration once, int most) {
        this.once = once;
        this.said = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Object, Said> eldest) {
                return size() > most;
            }
        };
    }

    /**
     * Something is to be said.
     *
     * @return how often it was kept back since it was last said; empty if it is kept back now
     */
    OptionalInt say(Object what, Instant now) {
        Said last = said.get(what);
        if (last != null && now.isBefore(last.at.plus(once))) {
            said.put(what, new Said(last.at, last.kept + 1));
            return OptionalInt.empty();
        }
        said.remove(what);
        said.put(what, new Said(now, 0));
        return OptionalInt.of(last == null ? 0 : last.kept);
    }
}
