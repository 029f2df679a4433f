package com.dotscience.deployer.plan;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The objects that were found to be as they are wanted: none of them is compared again before it, or what is wanted of it, is
 * another. So a new image costs one comparison, and not one for the Service and the Ingress as well (R9).
 */
final class Settled {

    private record Place(String id, Kind kind) {}

    private record Found(HasMetadata wanted, HasMetadata observed, boolean autoscaled) {}

    private final Map<Place, Found> found = new ConcurrentHashMap<>();

    /** @param observed where the slot's is */
    boolean holds(Slot slot, HasMetadata observed) {
        Found last = found.get(place(slot));
        return last != null
                && last.autoscaled == slot.autoscaled()
                && Observed.same(last.observed, observed)
                && last.wanted.equals(slot.wanted());
    }

    /** This one is as it is wanted. */
    void add(Slot slot, HasMetadata observed) {
        found.put(place(slot), new Found(slot.wanted(), observed, slot.autoscaled()));
    }

    /** Nothing is wanted any more for this model deployment. */
    void forget(String id) {
        for (Kind kind : Kind.values()) {
            found.remove(new Place(id, kind));
        }
    }

    private static Place place(Slot slot) {
        return new Place(slot.owner().id(), Kind.of(slot.wanted()));
    }
}
