package com.dotscience.modelproxy.recording;

import com.dotscience.modelproxy.metrics.Registry;
import io.micrometer.core.instrument.Counter;
import java.util.EnumMap;
import java.util.Map;

/** Counts the events that reach the sink, and those that do not. */
final class RecordingMeters {

    private final Map<Event.Kind, Counter> recorded = new EnumMap<>(Event.Kind.class);
    private final Map<DropReason, Counter> dropped = new EnumMap<>(DropReason.class);

    RecordingMeters(Registry registry) {
        for (Event.Kind kind : Event.Kind.values()) {
            recorded.put(
                    kind,
                    registry.counter(
                            "recorded.events",
                            "Events that the sink has taken, by what they hold",
                            "type",
                            kind.label()));
        }
        for (DropReason reason : DropReason.values()) {
            dropped.put(
                    reason,
                    registry.counter(
                            "recording.dropped.events",
                            "Events that were not recorded, by reason",
                            "reason",
                            reason.label()));
        }
    }

    void recorded(Event.Kind kind) {
        recorded.get(kind).increment();
    }

    void dropped(DropReason reason) {
        dropped.get(reason).increment();
    }
}
