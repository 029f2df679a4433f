package com.dotscience.gateway.grpc;

import com.dotscience.api.management.AbortCanaryRequest;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.api.management.PromoteCanaryRequest;
import com.dotscience.api.management.StartCanaryRequest;
import com.dotscience.gateway.registry.ModelDeploymentCanaries;

/** The calls of the management API about canaries. */
record CanaryCalls(ModelDeploymentCanaries canaries, ShownModelDeployments shown) {

    ModelDeployment start(StartCanaryRequest request) {
        return logged("Asked for a canary of", canaries.start(request, StatedCaller.ofThisCall()));
    }

    ModelDeployment promote(PromoteCanaryRequest request) {
        return logged("Promoted the canary of", canaries.promote(request.getRef(), StatedCaller.ofThisCall()));
    }

    ModelDeployment abort(AbortCanaryRequest request) {
        return logged("Ended the canary of", canaries.abort(request.getRef(), StatedCaller.ofThisCall()));
    }

    private ModelDeployment logged(String action, ModelDeployment changed) {
        ChangeLog.log(action, changed);
        return shown.of(changed);
    }
}
