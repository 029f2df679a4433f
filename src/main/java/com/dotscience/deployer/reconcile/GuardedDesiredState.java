package com.dotscience.deployer.reconcile;

import com.dotscience.api.Deployment;
import com.dotscience.deployer.cluster.ObservedState;
import com.dotscience.deployer.desired.DesiredState;
import com.dotscience.deployer.desired.Update;
import com.dotscience.deployer.plan.DeletionGuard;
import com.dotscience.deployer.plan.DeletionGuard.Permission;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
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

    private final DesiredState state;
    private final ObservedState observed;
    private final IdentityInUse identity;
    private final Set<String> sources;
    private final Clock clock;
    private final Map<String, Boolean> complete = new ConcurrentHashMap<>();
    private final Map<String, String> lackedBy = new HashMap<>();
    private final List<UpdateListener> listeners = new CopyOnWriteArrayList<>();
    private DeletionGuard guard;
    private Instant listedAt;

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
        this.sources = Set.copyOf(sources);
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
        if (!applied.lists().isEmpty()) {
            complete.putAll(applied.lists());
            listedAt = clock.instant();
        }
        Set<String> wantedAgain = new HashSet<>(applied.changed());
        wantedAgain.removeIf(id -> state.wanted(id).isEmpty());
        Set<String> confirmed = new HashSet<>(applied.removed().keySet());
        confirmed.removeIf(id -> !applied.removed().get(id));
        guard = guard.wantedAgain(wantedAgain).confirmed(confirmed, clock.instant());
        lackedBy.putAll(applied.lacking());
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
        DeletionGuard before = guard;
        Set<String> owning = observed.ids(identity.get().get());
        lackedBy.keySet().retainAll(owning);
        guard = guard.reviewed(
                new DeletionGuard.Facts(owning, notLeaving(owning), state.removed(), this::namesWhatIsRemoved),
                listedAt,
                clock.instant());
        logHeldDeletions(before, guard);
        Set<String> cleared = new HashSet<>(guard.cleared().keySet());
        cleared.removeAll(before.cleared().keySet());
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
        if (!complete.keySet().containsAll(sources)) {
            staying.addAll(owning);
            staying.removeAll(state.removed().keySet());
        }
        return staying;
    }

    /**
     * Returns whether the source of an id names what it removes. An id that no source has mentioned since the start
     * counts as the Gateway's.
     */
    private boolean namesWhatIsRemoved(String id) {
        return complete.getOrDefault(lackedBy.getOrDefault(id, Update.GATEWAY), false);
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

    /** Returns whether the Gateway has sent a complete list since the start. Before that, nothing is deleted (R1). */
    public boolean isComplete() {
        return complete.containsKey(Update.GATEWAY);
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
     */
    public Set<String> takeAwaited() {
        return state.takeAwaited();
    }

    /** Returns the ids of all wanted model deployments. */
    public Set<String> ids() {
        return state.ids();
    }

    /** Whether the objects of an id that is not wanted may be deleted now. */
    public synchronized Permission deletion(String id) {
        if (!isComplete()) {
            return new Permission(false, "The Gateway has not sent a complete list yet");
        }
        return guard.permission(id, clock.instant());
    }

    /**
     * Returns a sentence that says why the objects of an id still exist; empty until it is decided that the id is no
     * longer wanted.
     */
    public synchronized Optional<String> leaving(String id) {
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
