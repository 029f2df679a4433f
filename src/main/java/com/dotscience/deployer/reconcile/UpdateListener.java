package com.dotscience.deployer.reconcile;

import com.dotscience.deployer.desired.Update;
import java.util.List;
import java.util.Set;

/**
 * A listener that is called with every batch of updates, whatever route it came by. It runs on the thread that applies
 * the batch, so it must not block.
 */
@FunctionalInterface
public interface UpdateListener {

    /**
     * @param changed the ids that have to be planned
     * @param arrived when the first update of the batch arrived, in milliseconds since the epoch; null if that is not
     *     known
     */
    void applied(List<Update> batch, Set<String> changed, Long arrived);
}
