package com.dotscience.deployer.desired;

import com.dotscience.api.CanaryId;
import com.dotscience.api.Deployment;
import com.dotscience.deployer.desired.Update.Removal;
import com.dotscience.deployer.desired.Update.Snapshot;
import com.dotscience.deployer.desired.Update.Upsert;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * All model deployments that are wanted in this cluster, as the updates so far say. The deployer makes the cluster like
 * this state.
 *
 * <p>An older update never undoes a newer one. If a source has revisions, each id has one: that of its own last change,
 * or that of the last complete list, whichever is newer; an update with an older revision is ignored. If a source has
 * none, an update that arrived after a list was asked for outlives the answer with that list.
 *
 * <p>One thread applies updates; any thread may read.
 */
public final class DesiredState {

    private final LatestNews news = new LatestNews();
    private final Set<String> awaited = new HashSet<>();
    private final Contenders contenders = new Contenders();
    private long position;

    /**
     * The effect of a batch, by which the deletion guard decides and others log.
     *
     * @param changed the ids whose model deployment has changed, or is no longer wanted
     * @param removed those changed ids that their source named as removed, each with whether a person has confirmed
     *     that
     * @param lacking those changed ids that a list merely lacked, each with its source
     * @param lists the sources whose complete lists were in the batch, each with whether it names what was removed
     * @param ignored the updates that could not be used, each as a sentence for people
     */
    public record Applied(
            Set<String> changed,
            Map<String, Boolean> removed,
            Map<String, String> lacking,
            Map<String, Boolean> lists,
            List<String> ignored) {

        private Applied() {
            this(new HashSet<>(), new HashMap<>(), new HashMap<>(), new HashMap<>(), new ArrayList<>());
        }
    }

    /** Applies updates in the order in which they arrived. */
    public synchronized Applied apply(List<Update> batch) {
        Applied applied = new Applied();
        for (Update asked : batch) {
            apply(asked, applied);
        }
        awaited.removeIf(id -> wanted(id).isPresent());
        applied.removed.keySet().retainAll(applied.changed);
        applied.removed.keySet().removeIf(id -> wanted(id).isPresent());
        return applied;
    }

    private void apply(Update asked, Applied applied) {
        if (asked instanceof Upsert upsert
                && news.isOld(upsert.source(), upsert.wanted().getId(), upsert.revision())) {
            // Its canary may be unknown here, and would not be old by itself.
            return;
        }
        for (Update update : Canaries.apart(asked, id -> wanted(id).isPresent())) {
            if (update instanceof Upsert upsert) {
                change(upsert.wanted().getId(), News.of(upsert, position + 1), applied);
            } else if (update instanceof Removal removal) {
                change(removal.id(), News.of(removal, position + 1), applied);
                noteIfAwaited(removal);
            } else if (update instanceof Snapshot snapshot) {
                list(snapshot, applied);
            }
        }
    }

    /** Returns the model deployment of this id; empty if it is not wanted. */
    public synchronized Optional<Deployment> wanted(String id) {
        return news.of(id).map(News::wanted);
    }

    /** Returns why what is wanted cannot be made, a sentence for people; empty if it can, or if nothing is wanted. */
    public synchronized Optional<String> refusal(String id) {
        return news.of(id).map(News::refusal).filter(sentence -> !sentence.isEmpty());
    }

    /** Returns what a source wants of an id that belongs to another source; empty if it wants nothing of that kind. */
    public synchronized Optional<Deployment> contended(String id, String source) {
        return contenders.of(id, source);
    }

    /** Returns the source of the last update for this id. */
    public synchronized Optional<String> source(String id) {
        return news.of(id).map(News::source);
    }

    /** Returns whether a source has named this id as removed. */
    public synchronized boolean isRemoved(String id) {
        return news.of(id).filter(News::isRemoval).isPresent();
    }

    /**
     * Returns a copy of the ids that their source has named as removed, each with whether a person has confirmed that.
     */
    public synchronized Map<String, Boolean> removed() {
        Map<String, Boolean> removed = new HashMap<>();
        news.forEach((id, known) -> {
            if (known.isRemoval()) {
                removed.put(id, known.confirmed());
            }
        });
        return removed;
    }

    /**
     * Returns whether this is the id of a canary that has ended: its model deployment is wanted without it. No source names a canary
     * by itself.
     */
    public synchronized boolean isEndedCanary(String id) {
        return CanaryId.isOne(id)
                && wanted(id).isEmpty()
                && wanted(CanaryId.stable(id)).isPresent();
    }

    /**
     * Returns a copy of the ids that their source has named as removed, each with whether a person has confirmed that. A canary is
     * removed with its model deployment.
     *
     * @param among ids of which those of canaries count
     */
    public synchronized Map<String, Boolean> removed(Set<String> among) {
        Map<String, Boolean> removed = removed();
        for (String id : among) {
            if (CanaryId.isOne(id)) {
                news.of(CanaryId.stable(id))
                        .filter(News::isRemoval)
                        .ifPresent(stable -> removed.putIfAbsent(id, stable.confirmed()));
            }
        }
        return removed;
    }

    /**
     * Takes the removed ids whose end a source waits to be told. Each is returned once for each removal that asks for
     * it.
     *
     * @param taker says which ids are taken; the others stay
     */
    public synchronized Set<String> takeAwaited(Predicate<String> taker) {
        Set<String> taken = new HashSet<>(awaited);
        taken.removeIf(taker.negate());
        awaited.removeAll(taken);
        return taken;
    }

    private void noteIfAwaited(Removal removal) {
        if (removal.awaited()) {
            awaited.add(removal.id());
        }
    }

    /** Returns a copy of the ids of all wanted model deployments. */
    public synchronized Set<String> ids() {
        Set<String> ids = new HashSet<>();
        news.forEach((id, known) -> {
            if (!known.isRemoval()) {
                ids.add(id);
            }
        });
        return ids;
    }

    /** Returns the position of the desired state: a number that grows with every update that is applied. */
    public synchronized long position() {
        return position;
    }

    private void change(String id, News latest, Applied applied) {
        if (!usable(latest.source(), id, latest.wanted(), applied)
                || news.isOld(latest.source(), id, latest.revision())) {
            return;
        }
        position = latest.position();
        put(id, latest, applied);
        if (latest.isRemoval()) {
            applied.removed.put(id, latest.confirmed());
        }
    }

    private void list(Snapshot snapshot, Applied applied) {
        if (snapshot.revision() > 0 && snapshot.revision() < news.listRevision(snapshot.source())) {
            return;
        }
        position++;
        Set<String> named = new HashSet<>();
        for (Deployment wanted : snapshot.wanted()) {
            if (usable(snapshot.source(), wanted.getId(), wanted, applied)) {
                named.add(wanted.getId());
                listed(snapshot, wanted.getId(), News.of(snapshot, wanted, position), applied);
            }
        }
        for (Removal removal : snapshot.removed()) {
            if (usable(snapshot.source(), removal.id(), null, applied) && named.add(removal.id())) {
                listed(snapshot, removal.id(), News.of(removal, position), applied);
                noteIfAwaited(removal);
                applied.removed.put(removal.id(), removal.confirmed());
            }
        }
        forgetWhatIsMissing(snapshot, named, applied);
        applied.changed.addAll(contenders.keepOnly(snapshot));
        news.heardList(snapshot);
        applied.lists.put(snapshot.source(), snapshot.tombstones());
    }

    private void listed(Snapshot snapshot, String id, News latest, Applied applied) {
        if (news.of(id).filter(known -> known.isNewerThan(snapshot)).isEmpty()) {
            put(id, latest, applied);
        }
    }

    private void forgetWhatIsMissing(Snapshot snapshot, Set<String> named, Applied applied) {
        for (String id : news.forgetWhatIsMissing(snapshot, named)) {
            applied.changed.add(id);
            applied.lacking.put(id, snapshot.source());
        }
    }

    private void put(String id, News latest, Applied applied) {
        contenders.remove(id, latest.source());
        if (news.put(id, latest)) {
            applied.changed.add(id);
        }
    }

    /** @param wanted what the source wants of the id; null if it removes it */
    private boolean usable(String source, String id, Deployment wanted, Applied applied) {
        if (id.isEmpty()) {
            applied.ignored.add("Ignored a model deployment from " + source + ": it has no id");
            return false;
        }
        Optional<News> owner = news.of(id)
                .filter(known -> !known.isRemoval() && !known.source().equals(source));
        if (owner.isPresent()) {
            applied.ignored.add("Ignored what " + source + " says of model deployment " + id + ": it belongs to "
                    + owner.get().source() + " until that removes it");
            if (wanted == null ? contenders.remove(id, source) : contenders.add(id, source, wanted)) {
                applied.changed.add(id);
            }
            return false;
        }
        return true;
    }
}
