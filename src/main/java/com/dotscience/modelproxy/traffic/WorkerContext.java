package com.dotscience.modelproxy.traffic;

import com.dotscience.modelproxy.log.ProcessLog;
import com.dotscience.modelproxy.observation.Observer;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * What all event loops have in common.
 *
 * @param modelAuthority the Host for requests that have none
 * @param draining whether the model-proxy is ending
 */
record WorkerContext(
        Limits limits,
        ClientLimit clientLimit,
        HeadBudget heads,
        List<Observer> observers,
        String modelAuthority,
        BooleanSupplier draining,
        Fatal fatal,
        ProcessLog log) {

    boolean isDraining() {
        return draining.getAsBoolean();
    }
}
