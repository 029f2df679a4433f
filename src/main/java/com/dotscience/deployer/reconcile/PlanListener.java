package com.dotscience.deployer.reconcile;

import com.dotscience.deployer.plan.Change;
import java.util.List;

/** Who is told of every plan, whatever the routes do with it. Called on the thread that plans: must not block. */
@FunctionalInterface
public interface PlanListener {

    /** @param changes that are to be made now; none where all is as wanted, has to wait or is held */
    void planned(String id, List<Change> changes);
}
