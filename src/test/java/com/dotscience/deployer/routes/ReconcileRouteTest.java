package com.dotscience.deployer.routes;

import com.dotscience.testing.Embedded;

@Embedded
class ReconcileRouteTest extends ReconcileRouteContract {

    ReconcileRouteTest() {
        super("reconcile", "changes");
    }
}
