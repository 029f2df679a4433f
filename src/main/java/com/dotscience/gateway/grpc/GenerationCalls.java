package com.dotscience.gateway.grpc;

import com.dotscience.api.management.Generation;
import com.dotscience.api.management.GetGenerationRequest;
import com.dotscience.api.management.ListGenerationsRequest;
import com.dotscience.api.management.ListGenerationsResponse;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.api.management.RestartDeploymentRequest;
import com.dotscience.api.management.RollBackDeploymentRequest;
import com.dotscience.api.management.StartDeploymentRequest;
import com.dotscience.api.management.StopDeploymentRequest;
import com.dotscience.gateway.registry.ModelDeploymentGenerations;

/** The calls of the management API about the generations of model deployments. */
final class GenerationCalls {
    private final ModelDeploymentGenerations generations;
    private final ShownModelDeployments shown;

    GenerationCalls(ModelDeploymentGenerations generations, ShownModelDeployments shown) {
        this.generations = generations;
        this.shown = shown;
    }

    ListGenerationsResponse list(ListGenerationsRequest request) {
        return ListGenerationsResponse.newBuilder()
                .addAllGenerations(generations.list(request.getRef()))
                .build();
    }

    Generation get(GetGenerationRequest request) {
        return generations.get(request.getRef(), request.getNumber());
    }

    ModelDeployment rollBack(RollBackDeploymentRequest request) {
        return logged(
                "Rolled back",
                generations.rollBack(request.getRef(), request.getTo(), request.getNow(), StatedCaller.ofThisCall()));
    }

    ModelDeployment restart(RestartDeploymentRequest request) {
        return logged("Restarted", generations.restart(request.getRef(), request.getNow(), StatedCaller.ofThisCall()));
    }

    ModelDeployment stop(StopDeploymentRequest request) {
        return logged("Stopped", generations.stop(request.getRef(), StatedCaller.ofThisCall()));
    }

    ModelDeployment start(StartDeploymentRequest request) {
        return logged("Started", generations.start(request.getRef(), request.getNow(), StatedCaller.ofThisCall()));
    }

    private ModelDeployment logged(String action, ModelDeployment changed) {
        ChangeLog.log(action, changed);
        return shown.of(changed);
    }
}
