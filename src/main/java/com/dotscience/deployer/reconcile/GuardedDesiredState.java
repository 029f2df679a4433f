package com.dotscience.deployer.reconcile;

import com.dotscience.api.Deployment;
import com.dotscience.deployer.cluster.ObservedState;
import com.dotscience.deployer.desired.DesiredState;
import com.dotscience.deployer.desired.Update;
import com.dotscience.deployer.plan.DeletionGuard;
import com.dotscience.deployer.plan.DeletionGuard.Permission;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The desired state together with the guard that decides which objects of removed model deployments may be deleted.
 * They are one object so that no update gets past the guard. Routes pass updates to it and ask it what is wanted.
 */
public final class GuardedDesiredState {

    private static final Logger LOG = LoggerFactory.getLogger(GuardedDesiredState.class);

    /**
     * A canary that has ended needs no leave of the guard: nobody removed a model deployment. It would otherwise go on answering
     * requests, although it may have been taken back because of its answers.
     */
    private static final Permission CANARY_ENDED = new Permission(true, "The canary has ended");

    private final DesiredState state;
    private final ObservedState observed;
    private final IdentityInUse identity;
    private final Clock clock;
    private final SourceLists lists;
    private final List<UpdateListener> listeners = new CopyOnWriteArrayList<>();
    private final Inheritance inheritance = new Inheritance();
    private DeletionGuard guard;

    /**
     * @param identity the identity of this deployer's objects; it is refreshed with each list
     * @param sources the sources whose complete lists must have arrived before something that they lack counts as
     *     removed
     */
    public GuardedDesiredState(
            DesiredState state,
            ObservedState observed,
            IdentityInUse identity,
            Set<String> sources,
            DeletionGuard.Policy policy,
            Clock clock) {
        this.state = state;
        this.observed = observed;
        this.identity = identity;
        this.lists = new SourceLists(sources);
        this.clock = clock;
        this.guard = new DeletionGuard(policy);
    }

    /** Adds a listener, which is called with every batch from now on. */
    public void addListener(UpdateListener listener) {
        listeners.add(listener);
    }

    /**
     * Applies a batch of updates, in the order in which they arrived.
     *
     * @param arrived when the first of them arrived, in milliseconds since the epoch; null if that is not known
     * @return the ids that have to be planned
     */
    public Set<String> apply(@Body List<Update> batch, @Header(Exchange.MESSAGE_TIMESTAMP) Long arrived) {
        Set<String> changed = applied(batch);
        listeners.forEach(listener -> listener.applied(batch, changed, arrived));
        return changed;
    }

    private synchronized Set<String> applied(List<Update> batch) {
        boolean first = !isComplete();
        DesiredState.Applied applied = state.apply(batch);
        applied.ignored().forEach(LOG::warn);
        lists.arrived(applied.lists(), applied.lacking(), clock.instant());
        Set<String> wantedAgain = new HashSet<>(applied.changed());
        wantedAgain.removeIf(id -> state.wanted(id).isEmpty());
        Set<String> confirmed = new HashSet<>(applied.removed().keySet());
        confirmed.removeIf(id -> !applied.removed().get(id));
        guard = guard.wantedAgain(wantedAgain).confirmed(confirmed, clock.instant());
        Set<String> changed = new HashSet<>(applied.changed());
        if (first && isComplete()) {
            // Ids that arrived before the first list may have waited for it.
            changed.addAll(state.ids());
        }
        boolean toDecideOn = guard.policy().ownerReleases()
                ? !applied.removed().isEmpty()
                : confirmed.size() < applied.removed().size();
        if (toDecideOn || !applied.lists().isEmpty()) {
            changed.addAll(review());
        }
        return changed;
    }

    /**
     * Compares the wanted ids with the ids that own objects in the cluster, as far as both are known. It may run at any
     * time, because only the arrival of a list counts for deletions that are held.
     *
     * @return the ids whose objects may be deleted from now on; all ids if a dispute about the identity has begun or
     *     ended
     */
    public synchronized Set<String> review() {
        boolean disputed = identity.dispute().isPresent();
        identity.refresh();
        if (!observed.synced() || identity.get().isEmpty() || !isComplete()) {
            return Set.of();
        }
        Set<String> owning = new HashSet<>(observed.ids(identity.get().get()));
        Set<String> ended = owning.stream().filter(state::isEndedCanary).collect(Collectors.toSet());
        owning.removeAll(ended);
        lists.forgetLackingExcept(owning);
        Set<String> staying = notLeaving(owning);
        DeletionGuard before = guard;
        guard = inheritance.applyTo(guard, without(owning, staying), clock.instant());
        guard = guard.reviewed(
                new DeletionGuard.Facts(owning, staying, state.removed(owning), lists::nameRemovals),
                lists.latest(),
                clock.instant());
        logHeldDeletions(before, guard);
        Set<String> cleared = new HashSet<>(guard.cleared().keySet());
        cleared.removeAll(before.cleared().keySet());
        cleared.addAll(ended);
        if (identity.dispute().isPresent() != disputed) {
            cleared.addAll(state.ids());
            cleared.addAll(owning);
        }
        return cleared;
    }

    /**
     * Returns the ids that stay. Before every source has sent a complete list, these are also all ids that no source
     * has named as removed, because a missing source may want them.
     */
    private Set<String> notLeaving(Set<String> owning) {
        Set<String> staying = state.ids();
        if (!lists.areComplete()) {
            staying.addAll(owning);
            staying.removeAll(state.removed(owning).keySet());
        }
        return staying;
    }

    private static Set<String> without(Set<String> all, Set<String> some) {
        Set<String> rest = new HashSet<>(all);
        rest.removeAll(some);
        return rest;
    }

    /** Returns what has been decided about deletions, for the deployer that takes the place of this one. */
    public synchronized String decisions() {
        return inheritance.record(guard);
    }

    /**
     * Goes on with what the deployer before this one has decided about deletions.
     *
     * @param left what its {@link #decisions} were
     */
    public synchronized void inherit(String left) {
        inheritance.take(left);
        review();
    }

    /**
     * Releases all held deletions, for a person who has reviewed them.
     *
     * @return the ids that have to be planned
     */
    public synchronized Set<String> release() {
        Set<String> released = guard.held().keySet();
        guard = guard.released(clock.instant());
        LOG.warn("Released {} held deletions: {}", released.size(), released);
        return released;
    }

    /** Returns the ids whose deletion is held. */
    public synchronized Set<String> held() {
        return guard.held().keySet();
    }

    /**
     * Returns whether the Gateway has sent a complete list since the start; without a Gateway, whether every source has.
     * Before that, nothing is deleted (R1) but what {@link #mayDelete} says.
     */
    public boolean isComplete() {
        return lists.areEnough();
    }

    /**
     * Returns whether objects of an id may be deleted. What a resource in the cluster says of its own id holds whatever
     * the Gateway says, so that it waits for no list.
     */
    public boolean mayDelete(String id) {
        return isComplete() || isOfResource(id);
    }

    /** Returns whether a resource in the cluster wants the model deployment, or has removed it. */
    public boolean isOfResource(String id) {
        return state.source(id).filter(Update.RESOURCES::equals).isPresent();
    }

    /** Returns why what is wanted cannot be made, a sentence for people; empty if it can. */
    public Optional<String> refusal(String id) {
        return state.refusal(id);
    }

    /** Returns what a source wants of an id that belongs to another source; empty if it wants nothing of that kind. */
    public Optional<Deployment> contended(String id, String source) {
        return state.contended(id, source);
    }

    /** Returns the model deployment of this id; empty if it is not wanted. */
    public Optional<Deployment> wanted(String id) {
        return state.wanted(id);
    }

    /**
     * Returns whether a Gateway of this project wants the model deployment. It can be told by the revision, because no
     * other Gateway sends one.
     */
    public boolean isFromOwnGateway(Deployment wanted) {
        return wanted.getRevision() > 0
                && state.source(wanted.getId()).filter(Update.GATEWAY::equals).isPresent();
    }

    /** Returns whether a source has named this id as removed. */
    public boolean isRemoved(String id) {
        return state.isRemoved(id);
    }

    /**
     * Takes the removed ids whose end the source waits to be told. Each is returned once for each removal that asks for
     * it.
     *
     * @param taker says which ids are taken; the others stay
     */
    public Set<String> takeAwaited(Predicate<String> taker) {
        return state.takeAwaited(taker);
    }

    /** Returns the ids of all wanted model deployments. */
    public Set<String> ids() {
        return state.ids();
    }

    /** Whether the objects of an id that is not wanted may be deleted now. */
    public synchronized Permission deletion(String id) {
        if (!mayDelete(id)) {
            return new Permission(false, "The Gateway has not sent a complete list yet");
        }
        return state.isEndedCanary(id) ? CANARY_ENDED : guard.permission(id, clock.instant());
    }

    /**
     * Returns a sentence that says why the objects of an id still exist; empty until it is decided that the id is no
     * longer wanted.
     */
    public synchronized Optional<String> leaving(String id) {
        if (isComplete() && state.isEndedCanary(id)) {
            return Optional.of(CANARY_ENDED.reason());
        }
        boolean decided = guard.cleared().containsKey(id) || guard.held().containsKey(id);
        return state.wanted(id).isEmpty() && decided
                ? Optional.of(guard.permission(id, clock.instant()).reason())
                : Optional.empty();
    }

    private static void logHeldDeletions(DeletionGuard before, DeletionGuard now) {
        if (!now.held().keySet().equals(before.held().keySet())) {
            if (now.held().isEmpty()) {
                LOG.info("No deletion is held any more");
            } else {
                LOG.warn(
                        "Held the deletion of {} model deployments: too many at once to be believed, or removed by nobody"
                                + " by name. They keep running until the Gateway names them as removed, confirmed by a"
                                + " person, or somebody who has looked calls ds-deployer release in this pod: {}",
                        now.held().size(),
                        now.held().keySet());
            }
        }
    }
}
