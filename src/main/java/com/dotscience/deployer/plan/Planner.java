package com.dotscience.deployer.plan;

import com.dotscience.api.Deployment;
import com.dotscience.deployer.manifest.IngressClassForm;
import com.dotscience.deployer.manifest.InvalidModelDeploymentException;
import com.dotscience.deployer.manifest.Manifest;
import com.dotscience.deployer.manifest.Ownership;
import com.dotscience.deployer.plan.Decision.Conflict;
import com.dotscience.deployer.plan.Decision.Wait;
import com.dotscience.deployer.plan.Decision.Write;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compares one model deployment with the cluster and says what is to be done. It decides from what it is given and keeps
 * nothing, so that the same arguments always make the same plan. Safe for use by many threads.
 */
public final class Planner {

    private final ObjectMapper json = new ObjectMapper();
    private final SlotPolicies policies = new SlotPolicies(new Comparison(json));
    private final ReadBack readBack = new ReadBack(json, new Applied(json));

    /**
     * Plans as {@link #plan(Deployment, String, Observed, Optional, Synced)} does, without objects that an earlier plan found in
     * sync.
     */
    public Plan plan(Deployment wanted, String identity, Observed observed, Optional<Set<String>> ingressClasses) {
        return plan(wanted, identity, observed, ingressClasses, Synced.NOTHING).plan();
    }

    /**
     * Plans what is to be done for a model deployment that is wanted.
     *
     * @param identity the identity under which the deployer claims its objects
     * @param ingressClasses the names of the IngressClasses in the cluster; empty if they cannot be read
     * @param synced what the last plan for it found in sync ({@link PlanResult#synced}); it is not compared again as long as it
     *     is the same
     * @throws InvalidModelDeploymentException if no objects can be made of it; its message is for people
     */
    public PlanResult plan(
            Deployment wanted,
            String identity,
            Observed observed,
            Optional<Set<String>> ingressClasses,
            Synced synced) {
        Ownership owner = new Ownership(identity, wanted.getId());
        IngressClassForm form = IngressClassPlacement.form(wanted, observed, ingressClasses);
        Wishes wishes = Wishes.of(wanted, observed);
        Manifest manifest = Manifest.of(wanted, identity, form, wishes.served());
        wishes.noteLeftovers(manifest.deployment(), observed.of(owner));
        List<HasMetadata> wantedBefore = synced.wanted();
        List<Decision> decisions = new ArrayList<>();
        List<SyncedObject> nowSynced = new ArrayList<>();
        for (HasMetadata object : manifest.objects()) {
            Slot slot = slot(owner, object, observed, wishes.ownMost(), synced, wantedBefore);
            Optional<Decision> decision = policies.decide(slot);
            decision.ifPresent(decisions::add);
            if (decision.isEmpty()) {
                slot.observed().map(SyncedObject::of).ifPresent(nowSynced::add);
            }
        }
        decisions.addAll(wishes.waiting());
        List<Decision> safe = withoutCreatesBesideAConflict(decisions);
        safe.addAll(Leftovers.decide(owner, wanted, manifest, observed, safe.isEmpty()));
        return new PlanResult(
                assemble(owner, safe, wishes.lacking()),
                new Synced(wanted, identity, form, wishes.served(), observed.scaling(), nowSynced));
    }

    private static Slot slot(
            Ownership owner,
            HasMetadata wanted,
            Observed observed,
            long ownMost,
            Synced synced,
            List<HasMetadata> wantedBefore) {
        Optional<HasMetadata> there = at(wanted, observed);
        return new Slot(
                owner,
                wanted,
                there,
                there.filter(found -> observed.isOf(owner, found)).isPresent(),
                observed.autoscaled(),
                ownMost,
                !observed.notSticking().contains(Kind.of(wanted)),
                there.filter(found -> synced.covers(wantedBefore, wanted, found, observed.scaling()))
                        .isPresent());
    }

    /**
     * Returns the model deployment that runs, read back from its objects; empty unless all of it can be read back and a plan
     * for it would change nothing.
     */
    public Optional<Deployment> running(
            String id, String identity, Observed observed, Optional<Set<String>> ingressClasses) {
        return readBack.of(observed.of(new Ownership(identity, id)))
                .filter(runs -> plan(runs, identity, observed, ingressClasses).inSync());
    }

    /**
     * Returns the fields of an object that the API server stored otherwise than they were written. Its answer to the write
     * shows them already.
     *
     * @param observed the other objects, and whether there is an autoscaler
     */
    public List<Difference> rewritten(
            Deployment wanted,
            String identity,
            HasMetadata answer,
            Observed observed,
            Optional<Set<String>> ingressClasses) {
        Ownership owner = new Ownership(identity, wanted.getId());
        Wishes wishes = Wishes.of(wanted, observed);
        IngressClassForm form = IngressClassPlacement.form(wanted, observed, ingressClasses);
        Manifest manifest = Manifest.of(wanted, identity, form, wishes.served());
        wishes.noteLeftovers(manifest.deployment(), observed.of(owner));
        return manifest.objects().stream()
                .filter(object -> ObjectKey.of(object).equals(ObjectKey.of(answer)))
                .map(object -> new Slot(
                        owner, object, Optional.of(answer), true, observed.autoscaled(), wishes.ownMost(), true, false))
                .flatMap(slot -> policies.differences(slot, answer).stream())
                .toList();
    }

    /**
     * Plans what is to be done for a model deployment that is not wanted, or no longer.
     *
     * @param held says to people why its objects must not be deleted yet; empty if they may be
     */
    public Plan planRemoval(String id, String identity, Observed observed, Optional<String> held) {
        Ownership owner = new Ownership(identity, id);
        List<HasMetadata> own = observed.of(owner);
        Optional<String> stays =
                held.or(() -> observed.ledBy().map(route -> "It stays while " + route + " leads requests to it"));
        if (stays.isPresent() && !own.isEmpty()) {
            return assemble(owner, List.of(new Wait(stays.get())), Map.of());
        }
        return assemble(
                owner,
                own.stream()
                        .map(object ->
                                Leftovers.delete(owner, object, "the model deployment " + id + " is no longer wanted"))
                        .toList(),
                Map.of());
    }

    private static Optional<HasMetadata> at(HasMetadata place, Observed observed) {
        return observed.objects().stream()
                .filter(object -> ObjectKey.of(object).equals(ObjectKey.of(place)))
                .findFirst();
    }

    /**
     * Replaces every creation by a wait if there is a conflict on one object. A new Deployment under the Service of somebody
     * else, or a new Ingress to it, would send predictions to the wrong pods. Objects that exist and are ours are still kept as
     * wanted.
     */
    private static List<Decision> withoutCreatesBesideAConflict(List<Decision> decisions) {
        List<Decision> safe = new ArrayList<>(decisions);
        if (decisions.stream().anyMatch(Conflict.class::isInstance)) {
            safe.replaceAll(decision ->
                    decision instanceof Write write && write.change().action() == Action.CREATE
                            ? new Wait(ObjectKey.of(write.change().object()) + " is not made while there is a conflict")
                            : decision);
        }
        return safe;
    }

    private static Plan assemble(Ownership owner, List<Decision> decisions, Map<Kind, String> lacking) {
        List<Change> changes = new ArrayList<>();
        List<String> conflicts = new ArrayList<>();
        List<String> waiting = new ArrayList<>();
        for (Decision decision : decisions) {
            if (decision instanceof Write write) {
                changes.add(write.change());
            } else if (decision instanceof Conflict conflict) {
                conflicts.add(conflict.sentence());
            } else if (decision instanceof Wait wait) {
                waiting.add(wait.sentence());
            }
        }
        return new Plan(owner.id(), changes, conflicts, waiting, lacking);
    }
}
