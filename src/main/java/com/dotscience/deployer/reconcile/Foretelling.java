package com.dotscience.deployer.reconcile;

import com.dotscience.api.Deployment;
import com.dotscience.deployer.cluster.ObservedState;
import com.dotscience.deployer.desired.Contest;
import com.dotscience.deployer.desired.Update;
import com.dotscience.deployer.manifest.ObjectName;
import com.dotscience.deployer.plan.Difference;
import com.dotscience.deployer.plan.Observed;
import com.dotscience.deployer.plan.Plan;
import com.dotscience.deployer.plan.Planner;
import com.dotscience.deployer.plan.limits.Ruling;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plans for what is not wanted yet, on what is there now. It keeps nothing, so that no real plan comes out otherwise. */
public final class Foretelling {

    private final GuardedDesiredState desired;
    private final IdentityInUse identity;
    private final ObservedState observed;
    private final CurrentPlans plans;
    private final Planner planner;
    private final WriteHold hold;

    Foretelling(
            GuardedDesiredState desired,
            IdentityInUse identity,
            ObservedState observed,
            CurrentPlans plans,
            Planner planner,
            WriteHold hold) {
        this.desired = desired;
        this.identity = identity;
        this.observed = observed;
        this.plans = plans;
        this.planner = planner;
        this.hold = hold;
    }

    /**
     * Returns what would be done if this were wanted.
     *
     * @param wanted what would be wanted; {@code deleted} if it would not be wanted any more
     * @throws UnknownException if nobody can say now
     * @throws com.dotscience.deployer.manifest.InvalidModelDeploymentException if it could not be made; the message says why
     */
    public Foretold of(Deployment wanted) {
        String ours = identity.get().filter(known -> observed.synced()).orElseThrow(UnknownException::new);
        identity.dispute().ifPresent(dispute -> {
            throw new UnknownException(dispute);
        });
        String id = wanted.getId();
        if (desired.isOfResource(id) && desired.wanted(id).isPresent()) {
            // It is the Gateway that asks. What it wants of such an id changes nothing, and its removal least of all.
            return Foretold.refused(Contest.lost(id, Update.GATEWAY));
        }
        if (wanted.getDeleted()) {
            return foretold(
                    planner.planRemoval(
                            wanted.getId(), ours, observed.of(wanted.getId(), null, null), Optional.empty()),
                    Ruling.ALLOWED);
        }
        Ruling ruling = plans.foretoldRuling(wanted, ours);
        return ruling.refusal().map(Foretold::refused).orElseGet(() -> foretold(plans.foretold(wanted, ours), ruling));
    }

    private Foretold foretold(Plan plan, Ruling ruling) {
        if (!plan.conflicts().isEmpty()) {
            return Foretold.refused(String.join("; ", plan.conflicts()));
        }
        List<String> remarks = new ArrayList<>();
        ruling.remark().ifPresent(remarks::add);
        remarks.addAll(plan.waiting());
        Optional<String> held = hold.get();
        held.ifPresent(why -> remarks.add(why + ". So the API server was not asked either"));
        return new Foretold(plan.changes(), Optional.empty(), remarks, held.isPresent());
    }

    /** Returns the fields that an admission would change, from what the API server would store. */
    public List<Difference> rewritten(Deployment wanted, HasMetadata stored) {
        ObjectName name = ObjectName.of(wanted);
        Observed there = observed.of(wanted.getId(), name.namespace(), name.name());
        return identity.get()
                .map(ours ->
                        planner.rewritten(plans.madeNow(wanted, ours), ours, stored, there, observed.ingressClasses()))
                .orElse(List.of());
    }

    /** Nobody can say what would be done; the message says why. */
    public static final class UnknownException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        UnknownException() {
            this("this deployer does not know yet what there is in its cluster: try again in a moment");
        }

        UnknownException(String message) {
            super(message);
        }
    }
}
