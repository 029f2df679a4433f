package com.dotscience.deployer.reconcile;

import com.dotscience.api.Deployment;
import com.dotscience.deployer.apply.FailedChanges;
import com.dotscience.deployer.apply.Outcome;
import com.dotscience.deployer.apply.Rewrites;
import com.dotscience.deployer.cluster.ObservedState;
import com.dotscience.deployer.manifest.InvalidModelDeploymentException;
import com.dotscience.deployer.manifest.ObjectName;
import com.dotscience.deployer.manifest.ServedNamespaces;
import com.dotscience.deployer.plan.Action;
import com.dotscience.deployer.plan.Change;
import com.dotscience.deployer.plan.Difference;
import com.dotscience.deployer.plan.Kind;
import com.dotscience.deployer.plan.ObjectKey;
import com.dotscience.deployer.plan.Observed;
import com.dotscience.deployer.plan.Plan;
import com.dotscience.deployer.plan.Planner;
import com.dotscience.deployer.plan.limits.Limits;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.camel.ExchangeProperty;

/**
 * Plans one id at a time: it compares the wanted objects with the objects in the cluster, and leaves out the changes
 * that have to wait.
 */
public final class Reconciler {

    private final GuardedDesiredState desired;
    private final ObservedState observed;
    private final IdentityInUse identity;
    private final LastAllowed limited;
    private final Planner planner;
    private final CurrentPlans plans;
    private final FailedChanges failures;
    private final Rewrites rewrites;
    private final Consumer<Change> findManager;
    private final WriteHold hold;
    private final Consumer<Outcome> conflicts;
    private final List<PlanListener> listeners = new CopyOnWriteArrayList<>();

    /**
     * @param findManager finds out who made the change that a planned change reverts
     * @param conflicts receives each conflict, every time that a plan meets it
     */
    public Reconciler(
            GuardedDesiredState desired,
            ObservedState observed,
            IdentityInUse identity,
            ServedNamespaces served,
            Limits limits,
            Planner planner,
            FailedChanges failures,
            Rewrites rewrites,
            Consumer<Change> findManager,
            WriteHold hold,
            Consumer<Outcome> conflicts) {
        this.desired = desired;
        this.observed = observed;
        this.identity = identity;
        this.limited = new LastAllowed(limits);
        this.planner = planner;
        this.plans = new CurrentPlans(desired, observed, served, limited, planner, rewrites);
        this.failures = failures;
        this.rewrites = rewrites;
        this.findManager = findManager;
        this.hold = hold;
        this.conflicts = conflicts;
    }

    /** Adds a listener, which is called with every plan from now on. */
    public void addListener(PlanListener listener) {
        listeners.add(listener);
    }

    /**
     * Returns the changes to make now. There are none before the informers have synced and the identity is known (R1).
     *
     * @param id the id of a model deployment, whether or not it is wanted
     */
    public List<Change> plan(@ExchangeProperty("id") String id) {
        List<Change> changes = dueChanges(id);
        listeners.forEach(listener -> listener.planned(id, changes));
        return changes;
    }

    private List<Change> dueChanges(String id) {
        if (identity.get().isEmpty() || !observed.synced()) {
            return List.of();
        }
        if (!desired.isComplete() && identity.isOpen()) {
            return List.of();
        }
        Optional<String> dispute = identity.dispute();
        if (dispute.isPresent()) {
            failures.rejected(id, dispute.get());
            return List.of();
        }
        Plan plan;
        try {
            plan = plans.of(id, identity.get().get());
        } catch (InvalidModelDeploymentException e) {
            failures.rejected(id, e.getMessage());
            return List.of();
        }
        if (!plan.conflicts().isEmpty()) {
            String message = String.join("; ", plan.conflicts());
            failures.conflict(id, message);
            desired.wanted(id)
                    .map(this::place)
                    .ifPresent(place -> conflicts.accept(Outcome.conflict(id, place, message)));
        }
        failures.keep(id, plan.changes(), !plan.conflicts().isEmpty());
        rewrites.planned(id, plans.last(id, identity.get().get()), plan.changes());
        plan.changes().stream().filter(rewrites::asksWho).forEach(findManager);
        failures.limited(id, limited.refusal(id));
        failures.lacking(id, plan.lacking());
        if (hold.get().isPresent()) {
            return List.of();
        }
        return plan.changes().stream()
                .filter(change -> change.action() != Action.DELETE || desired.mayDelete(id))
                .filter(change -> !failures.isWaiting(change) && !rewrites.isWaiting(change))
                .toList();
    }

    /** Returns what a model deployment still needs, including what has to wait. */
    public OpenChanges open(String id) {
        try {
            List<Change> changes =
                    identity.get().map(ours -> plans.of(id, ours).changes()).orElse(List.of());
            return new OpenChanges(
                    changes,
                    changes.stream()
                            .filter(change -> !rewrites.isAtAdmission(change))
                            .map(Change::kind)
                            .collect(Collectors.toSet()));
        } catch (InvalidModelDeploymentException e) {
            return new OpenChanges(List.of(), Set.of(Kind.values()));
        }
    }

    /**
     * Returns what is left as it is although it breaks a limit of the cluster's owner, for people; empty if there is no
     * such thing.
     */
    public Optional<String> leftDespiteLimits(String id) {
        return limited.remark(id);
    }

    /**
     * Returns the fields that the API server's answer shows different from what was written, because an admission
     * changed them.
     *
     * @param answer the returned object
     */
    public List<Difference> rewritten(Change made, HasMetadata answer) {
        Optional<Deployment> wanted = rewrites.wanted(made);
        if (made.action() == Action.DELETE || wanted.isEmpty() || identity.get().isEmpty()) {
            return List.of();
        }
        ObjectName name = ObjectName.of(wanted.get());
        Observed there = observed.of(made.id(), name.namespace(), name.name());
        return planner.rewritten(wanted.get(), identity.get().get(), answer, there, observed.ingressClasses());
    }

    /** Returns what plans in the same way for what is not wanted yet. */
    public Foretelling foretelling() {
        return new Foretelling(desired, identity, observed, plans, planner, hold);
    }

    /** Returns why nobody writes now, for people; empty while writes go on. */
    public Optional<String> held() {
        return hold.byOwner();
    }

    /**
     * Returns the ids to plan again now, because a change of theirs failed or did not last and its wait is over; all
     * ids if a hold has begun or ended.
     */
    public Set<String> due() {
        if (hold.hasChanged()) {
            return all();
        }
        Set<String> due = failures.due();
        due.forEach(this::forgetConflictingObjects);
        due.addAll(rewrites.due());
        return due;
    }

    /**
     * Returns every id that is wanted or owns objects. It first reviews the ids that the last list lacked, and asks
     * again for the kinds that the API server refused to list.
     */
    public Set<String> all() {
        desired.review();
        observed.retryRefused();
        Set<String> all = new HashSet<>(desired.ids());
        identity.get().ifPresent(ours -> all.addAll(observed.ids(ours)));
        return all;
    }

    /**
     * Returns the Deployment in this model deployment's place, whoever owns it; if there is none, an object with the
     * name only.
     */
    private HasMetadata place(Deployment wanted) {
        ObjectName name = ObjectName.of(wanted);
        ObjectKey key = new ObjectKey(Kind.DEPLOYMENT, name.namespace(), name.name());
        return observed.of(wanted.getId(), name.namespace(), name.name()).objects().stream()
                .filter(object -> ObjectKey.of(object).equals(key))
                .findFirst()
                .orElseGet(() -> new DeploymentBuilder()
                        .withNewMetadata()
                        .withNamespace(name.namespace())
                        .withName(name.name())
                        .endMetadata()
                        .build());
    }

    private void forgetConflictingObjects(String id) {
        ObjectName name = desired.wanted(id).map(ObjectName::of).orElse(new ObjectName(null, null));
        observed.forgetOutsiders(id, name.namespace(), name.name());
    }
}
