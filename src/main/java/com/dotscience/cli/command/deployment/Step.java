package com.dotscience.cli.command.deployment;

import com.dotscience.api.Deployment;
import com.dotscience.api.management.CreateDeploymentRequest;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.resource.Comparison;
import com.dotscience.resource.Difference;
import com.dotscience.resource.ResourceTree;
import com.dotscience.resource.Successor;
import java.util.List;
import java.util.Optional;

/**
 * What it takes to give a resource what it asks for.
 *
 * @param present the model deployment that is there; empty if there is none
 * @param request what the resource asks for
 */
record Step(ResourceInFile resource, Optional<ModelDeployment> present, CreateDeploymentRequest request) {

    static final String UNCHANGED = "unchanged";

    static Step of(ResourceInFile resource, Optional<ModelDeployment> present) {
        return new Step(
                resource,
                present,
                resource.request(present.map(ModelDeployment::getDeployment).orElse(Deployment.getDefaultInstance())));
    }

    /** Returns how what is there differs from what is asked for; nothing if nothing is there. */
    List<Difference> differences() {
        return present.map(model -> Comparison.of(
                        ResourceTree.of(CreateDeploymentRequest.newBuilder()
                                .setDeployer(request.getDeployer())
                                .setDeployment(model.getDeployment())
                                .build()),
                        ResourceTree.of(request)))
                .orElse(List.of());
    }

    /** Returns the change of what is there. */
    Deployment successor() {
        return Successor.of(present.orElseThrow().getDeployment(), request.getDeployment());
    }

    /** Whether what is there waits to be handed out. */
    boolean isWaiting() {
        return present.map(model -> new Waiting(model).isThere()).orElse(false);
    }

    String name() {
        return request.getDeployment().getName();
    }

    /** Returns the word for people and programs. */
    String word() {
        if (present.isEmpty()) {
            return "created";
        }
        return differences().isEmpty() ? UNCHANGED : "configured";
    }
}
