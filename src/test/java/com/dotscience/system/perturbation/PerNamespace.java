package com.dotscience.system.perturbation;

import com.dotscience.testing.perturbation.Perturbation;
import com.dotscience.testing.perturbation.Watch;
import java.util.Map;

/** Another perturbation of the events of each namespace. */
record PerNamespace(Map<String, EventFault> faults) implements Perturbation {

    @Override
    public void happened(Watch watch, String event) {
        EventFault fault = faults.get(watch.call().namespace());
        if (fault == null) {
            watch.pass(event);
        } else {
            fault.happened(watch, event);
        }
    }
}
