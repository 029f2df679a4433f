package com.dotscience.deployer.reconcile;

import com.dotscience.api.Deployment;
import com.dotscience.deployer.apply.Rewrites;
import com.dotscience.deployer.cluster.ObservedState;
import com.dotscience.deployer.manifest.InvalidModelDeploymentException;
import com.dotscience.deployer.manifest.ObjectName;
import com.dotscience.deployer.manifest.OptionalObjects;
import com.dotscience.deployer.manifest.Ownership;
import com.dotscience.deployer.manifest.ServedNamespaces;
import com.dotscience.deployer.plan.DeletionGuard.Permission;
import com.dotscience.deployer.plan.Observed;
import com.dotscience.deployer.plan.Plan;
import com.dotscience.deployer.plan.Planner;
import com.dotscience.deployer.plan.limits.Asked;
import com.dotscience.deployer.plan.limits.Ruling;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes the plan of a model deployment from what is wanted, what the cluster's owner allows, and the objects in the cluster. */
final class CurrentPlans {

    private final GuardedDesiredState desired;
    private final ObservedState observed;
    private final ServedNamespaces served;
    private final LastAllowed limited;
    private final Planner planner;
    private final Rewrites rewrites;
    private final CanariesLedTo canaries;
    private final PlanCache planCache = new PlanCache();

    /** @param limited remembers what the limits allowed last */
    CurrentPlans(
            GuardedDesiredState desired,
            ObservedState observed,
            ServedNamespaces served,
            LastAllowed limited,
            Planner planner,
            Rewrites rewrites) {
        this.desired = desired;
        this.observed = observed;
        this.served = served;
        this.limited = limited;
        this.planner = planner;
        this.rewrites = rewrites;
        this.canaries = new CanariesLedTo(desired, observed);
    }

    /**
     * Returns what a model deployment needs now, including what has to wait.
     *
     * @param id the id of a model deployment, whether or not it is wanted
     * @param ours the identity of this deployer
     * @throws InvalidModelDeploymentException if it cannot be made as it is wanted; the message says why
     */
    Plan of(String id, String ours) {
        Optional<Deployment> wanted = desired.wanted(id);
        if (wanted.isEmpty()) {
            planCache.forget(id);
            limited.forget(id);
            Permission deletion = desired.deletion(id);
            Optional<String> held = deletion.permitted() ? Optional.empty() : Optional.of(deletion.reason());
            Observed there = observed.of(id, null, null).ledBy(canaries.ledBy(id, ours));
            return planner.planRemoval(id, ours, there, held);
        }
        served.check(wanted.get());
        return allowed(wanted.get(), ours)
                .map(allowed -> planned(madeNow(allowed, ours), ours))
                .orElse(new Plan(id, List.of(), List.of(), List.of()));
    }

    private Plan planned(Deployment wanted, String ours) {
        observed.ask(OptionalObjects.kinds(wanted));
        ObjectName name = ObjectName.of(wanted);
        Observed there = observed.of(wanted.getId(), name.namespace(), name.name())
                .notSticking(rewrites.notSticking(wanted.getId()))
                .ledBy(canaries.ledBy(wanted.getId(), ours));
        Optional<Set<String>> classes = observed.ingressClasses();
        return planCache.get(
                wanted, ours, there, classes, synced -> planner.plan(wanted, ours, there, classes, synced));
    }

    /**
     * Returns what the limits would say if this were wanted.
     *
     * @throws InvalidModelDeploymentException if it could not be made; the message says why
     */
    Ruling foretoldRuling(Deployment wanted, String ours) {
        served.check(wanted);
        List<HasMetadata> own = observed.of(wanted.getId(), null, null).of(new Ownership(ours, wanted.getId()));
        return limited.foretold(asked(wanted, own, wanted.getRevision() > 0), own);
    }

    /** Returns what would be planned if this were wanted and within the limits. */
    Plan foretold(Deployment asked, String ours) {
        Deployment wanted = madeNow(asked, ours);
        observed.ask(OptionalObjects.kinds(wanted));
        ObjectName name = ObjectName.of(wanted);
        return planner.plan(
                wanted, ours, observed.of(wanted.getId(), name.namespace(), name.name()), observed.ingressClasses());
    }

    /** Returns what was planned for last: what the limits allowed of what was wanted, as it is made now. */
    Optional<Deployment> last(String id, String ours) {
        return limited.last(id).map(allowed -> madeNow(allowed, ours));
    }

    /** Returns what of a model deployment is made now: the weights of a canary that does not serve yet are not. */
    Deployment madeNow(Deployment wanted, String ours) {
        return canaries.serving(wanted, ours);
    }

    private Optional<Deployment> allowed(Deployment wanted, String ours) {
        Observed there = observed.of(wanted.getId(), null, null)
                .access(observed.access(ObjectName.of(wanted).namespace()));
        List<HasMetadata> own = there.of(new Ownership(ours, wanted.getId()));
        return limited.allowed(
                asked(wanted, own, desired.isFromOwnGateway(wanted)),
                own,
                () -> planner.running(wanted.getId(), ours, there, observed.ingressClasses()));
    }

    private Asked asked(Deployment wanted, List<HasMetadata> own, boolean isFromOwnGateway) {
        boolean takesOthersPods = own.isEmpty()
                && observed.pods()
                        .areForeignWithId(wanted.getId(), ObjectName.of(wanted).namespace());
        return new Asked(wanted, own.isEmpty() && isFromOwnGateway, takesOthersPods, desired.refusal(wanted.getId()));
    }
}
