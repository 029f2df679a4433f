package com.dotscience.system.perturbation;

import com.dotscience.testing.perturbation.Perturbation;
import com.dotscience.testing.perturbation.Picture;
import com.dotscience.testing.perturbation.Watch;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Does something to one event of a watch. */
final class EventFault implements Perturbation {

    /** What is done. */
    enum Kind {
        /** It is never passed on; some time later the watch has expired, and all is listed again. */
        WITHHELD,
        DOUBLED,
        /** It and what is after it in the same watch comes some time later. */
        LATE
    }

    private static final Duration WHILE = Duration.ofSeconds(2);

    private final String event;
    private final Kind kind;
    private final Numbered numbered = new Numbered();
    private final Map<Watch, Deque<String>> late = new HashMap<>();
    private final AtomicInteger struck = new AtomicInteger();

    /** @param event with its number, as {@link Recorded#events()} has it */
    EventFault(String event, Kind kind) {
        this.event = event;
        this.kind = kind;
    }

    /** What an event is about; empty if it is no object of a model deployment. */
    static Optional<String> key(Watch watch, String event) {
        if (!Write.KINDS.contains(watch.call().resource())) {
            return Optional.empty();
        }
        JsonObject json = new JsonObject(event);
        String name = json.getJsonObject("object")
                .getJsonObject("metadata", new JsonObject())
                .getString("name", "");
        return name.isEmpty()
                ? Optional.empty()
                : Optional.of(json.getString("type") + " " + watch.call().resource() + " " + Picture.withoutId(name));
    }

    @Override
    public void happened(Watch watch, String text) {
        boolean isIt =
                key(watch, text).map(numbered::next).filter(event::equals).isPresent();
        if (isIt) {
            struck.incrementAndGet();
        }
        if (late.containsKey(watch)) {
            late.get(watch).add(text);
        } else if (!isIt) {
            watch.pass(text);
        } else {
            strike(watch, text);
        }
    }

    private void strike(Watch watch, String text) {
        switch (kind) {
            case WITHHELD -> watch.later(WHILE, watch::expire);
            case DOUBLED -> {
                watch.pass(text);
                watch.pass(text);
            }
            case LATE -> {
                late.put(watch, new ArrayDeque<>(List.of(text)));
                watch.later(WHILE, () -> late.remove(watch).forEach(watch::pass));
            }
        }
    }

    /** How often it took effect. */
    int struck() {
        return struck.get();
    }

    @Override
    public String toString() {
        return event + " " + kind;
    }
}
