package com.dotscience.deployer.reconcile;

import com.dotscience.deployer.plan.Change;
import java.util.List;

/**
 * A listener that is called with every plan, whatever the routes do with it. It runs on the thread that plans, so it
 * must not block.
 */
@FunctionalInterface
public interface PlanListener {

    /** @param changes the changes to make now; none if the objects are as wanted, or if the changes have to wait */
    void planned(String id, List<Change> changes);
}
