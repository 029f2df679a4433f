package com.dotscience.deployer.plan;

import com.dotscience.api.Deployment;
import com.dotscience.deployer.manifest.AutoscalerManifest;
import com.dotscience.deployer.manifest.ObjectName;
import java.util.Optional;

/**
 * An autoscaler of somebody else that names the Deployment. It is theirs, and so are the replicas: neither is a second autoscaler put
 * beside it, nor are the pods ended that it wants.
 */
final class OthersAutoscaler {

    private OthersAutoscaler() {}

    /** Returns what is asked for in vain because of it, for people; empty if there is none, or nothing of it is in the way. */
    static Optional<String> sentence(Deployment wanted, Observed observed) {
        if (AutoscalerManifest.isWanted(wanted)) {
            return observed.scaling()
                    .other()
                    .map(other ->
                            other + " of somebody else scales it already, and is left alone: remove one of the two");
        }
        return observed.scaling()
                .other()
                .filter(other -> wanted.getDeployment().getReplicas() == 0 && runs(wanted, observed))
                .map(other -> "It cannot be stopped: " + other
                        + " of somebody else says how many replicas run, and is left alone; remove it first");
    }

    private static boolean runs(Deployment wanted, Observed observed) {
        ObjectName name = ObjectName.of(wanted);
        ObjectKey place = new ObjectKey(Kind.DEPLOYMENT, name.namespace(), name.name());
        return observed.objects().stream()
                .filter(object -> ObjectKey.of(object).equals(place))
                .map(io.fabric8.kubernetes.api.model.apps.Deployment.class::cast)
                .anyMatch(there ->
                        there.getSpec().getReplicas() == null || there.getSpec().getReplicas() > 0);
    }
}
