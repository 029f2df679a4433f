package com.dotscience.deployer.routes;

import com.dotscience.deployer.deprecated.FormerSteps;
import com.dotscience.deployer.work.FormerOneAtATime;
import com.dotscience.testing.Embedded;
import java.util.HashMap;
import java.util.Map;

/** The same with the files of 0.1.0, which an operator may have changed and keep: their queues and beans have other names now. */
@Embedded
class FormerReconcileRouteTest extends ReconcileRouteContract {

    private static final String FOLDER = "classpath:released/0.1.0/installation/routes/";

    FormerReconcileRouteTest() {
        super(FOLDER + "reconcile.yaml", FOLDER + "changes.yaml");
    }

    @Override
    Map<String, Object> beans() {
        Map<String, Object> beans = new HashMap<>(super.beans());
        beans.put("reports", new FormerSteps("reports"));
        beans.put("oneAtATime", new FormerOneAtATime(this::plan));
        return beans;
    }

    @Override
    void plan(String id) {
        template().sendBody("ids:reconcile", id);
    }
}
