package com.dotscience.deployer.status;

import com.dotscience.api.Deployment;
import com.dotscience.api.Phase;
import com.dotscience.api.UpdateDeploymentRequest;
import com.dotscience.deployer.desired.Contest;
import com.dotscience.deployer.desired.Update;
import com.dotscience.deployer.reconcile.GuardedDesiredState;
import java.util.Optional;

/** Who is told how a model deployment does: whoever asked for it. */
public final class Receiver {

    private static final String CONFLICT = "conflict";

    private final GuardedDesiredState desired;
    private final boolean resources;

    private Receiver(GuardedDesiredState desired, boolean resources) {
        this.desired = desired;
        this.resources = resources;
    }

    /** Returns the Gateway, which is told of all that is not a resource's. */
    public static Receiver gateway(GuardedDesiredState desired) {
        return new Receiver(desired, false);
    }

    /** Returns the resources in the cluster, which are told of what they ask for. */
    public static Receiver resources(GuardedDesiredState desired) {
        return new Receiver(desired, true);
    }

    boolean hears(String id) {
        return desired.isOfResource(id) == resources || contended(id).isPresent();
    }

    /** Returns whether a model deployment is gone only when its pods are. A resource would keep its namespace as long as a silent node. */
    boolean waitsForPods() {
        return !resources;
    }

    /** Returns what it is told of an id that somebody else wanted first; empty for all others. */
    Optional<UpdateDeploymentRequest> conflict(String id) {
        return contended(id).map(wanted -> {
            String sentence = Contest.lost(id, source());
            return UpdateDeploymentRequest.newBuilder()
                    .setId(id)
                    .setName(wanted.getName())
                    .setStatus("Deployment: error Service: none Ingress: none (" + sentence + ")")
                    .setPhase(Phase.PHASE_FAILED)
                    .setMessage(sentence)
                    .setRevision(wanted.getRevision())
                    .setDesiredReplicas(wanted.getDeployment().getReplicas())
                    .setCause(CONFLICT)
                    .build();
        });
    }

    private Optional<Deployment> contended(String id) {
        return desired.contended(id, source());
    }

    private String source() {
        return resources ? Update.RESOURCES : Update.GATEWAY;
    }
}
