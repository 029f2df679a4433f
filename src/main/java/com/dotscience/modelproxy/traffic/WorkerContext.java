package com.dotscience.modelproxy.traffic;

import com.dotscience.modelproxy.log.ProcessLog;
import com.dotscience.modelproxy.observation.Observer;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The parts that the workers of all event loops share.
 *
 * @param modelAuthority the Host for requests without one
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
