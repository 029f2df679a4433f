package com.dotscience.system.perturbation;

import com.dotscience.testing.perturbation.ApiAnswer;
import com.dotscience.testing.perturbation.ApiCall;
import com.dotscience.testing.perturbation.Perturbation;
import com.dotscience.testing.perturbation.Watch;
import java.util.ArrayList;
import java.util.List;

/** Does nothing, and remembers which writes and events passed, in their order. */
final class Recorded implements Perturbation {

    private final List<String> writes = new ArrayList<>();
    private final List<String> events = new ArrayList<>();
    private final Numbered numbered = new Numbered();

    @Override
    public synchronized void heard(ApiCall call, ApiAnswer answer) {
        if (Write.isOne(call) && answer.isSuccess()) {
            writes.add(numbered.next(Write.key(call)));
        }
    }

    @Override
    public synchronized void happened(Watch watch, String event) {
        EventFault.key(watch, event).ifPresent(key -> events.add(numbered.next(key)));
        watch.pass(event);
    }

    /** Those that were taken, each with how often the same was before it. */
    synchronized List<String> writes() {
        return List.copyOf(writes);
    }

    /** Those about objects of model deployments, likewise. */
    synchronized List<String> events() {
        return List.copyOf(events);
    }

    /** From now on. */
    synchronized void forget() {
        writes.clear();
        events.clear();
    }
}
