package com.dotscience.deployer.reconcile;

import com.dotscience.api.CanaryId;
import com.dotscience.api.Deployment;
import com.dotscience.deployer.cluster.ObservedState;
import com.dotscience.deployer.manifest.Ownership;
import com.dotscience.deployer.plan.CanaryRoute;
import com.dotscience.deployer.plan.ObjectKey;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Optional;

/** Looks at a canary for the plan of its model deployment, and the other way round, where an HTTPRoute leads to both. */
final class CanariesLedTo {

    private final GuardedDesiredState desired;
    private final ObservedState observed;

    CanariesLedTo(GuardedDesiredState desired, ObservedState observed) {
        this.desired = desired;
        this.observed = observed;
    }

    /** Returns the model deployment as it is made now: without its canary for as long as that does not serve. */
    Deployment serving(Deployment wanted, String ours) {
        if (!wanted.hasCanary() || CanaryId.isOne(wanted.getId())) {
            return wanted;
        }
        String canary = CanaryId.of(wanted.getId());
        return desired.wanted(canary).isPresent() && CanaryRoute.serves(own(canary, ours))
                ? wanted
                : wanted.toBuilder().clearCanary().build();
    }

    /** Returns the HTTPRoute that leads requests to a canary; empty if none does, or if this is the id of no canary. */
    Optional<ObjectKey> ledBy(String id, String ours) {
        return CanaryId.isOne(id)
                ? CanaryRoute.leading(own(CanaryId.stable(id), ours), own(id, ours)).stream()
                        .map(ObjectKey::of)
                        .findFirst()
                : Optional.empty();
    }

    private List<HasMetadata> own(String id, String ours) {
        return observed.of(id, null, null).of(new Ownership(ours, id));
    }
}
