package com.dotscience.deployer.desired;

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

    /**
     * The last change of an id. It made the model deployment wanted ({@code wanted}) or removed (null), and tells
     * whether a person confirmed that.
     */
    private record News(String source, Deployment wanted, boolean confirmed, long revision, long position) {

        private boolean saysTheSameAs(News other) {
            return wanted == null ? other.wanted == null && confirmed == other.confirmed : wanted.equals(other.wanted);
        }
    }

    private final Map<String, News> news = new HashMap<>();
    private final Set<String> awaited = new HashSet<>();
    private final Map<String, Long> listRevisions = new HashMap<>();
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
        for (Update update : batch) {
            if (update instanceof Upsert upsert) {
                change(
                        upsert.wanted().getId(),
                        new News(upsert.source(), upsert.wanted(), false, upsert.revision(), position + 1),
                        applied);
            } else if (update instanceof Removal removal) {
                change(
                        removal.id(),
                        new News(removal.source(), null, removal.confirmed(), removal.revision(), position + 1),
                        applied);
                noteIfAwaited(removal);
            } else if (update instanceof Snapshot snapshot) {
                list(snapshot, applied);
            }
        }
        awaited.removeIf(id -> wanted(id).isPresent());
        applied.removed.keySet().retainAll(applied.changed);
        applied.removed.keySet().removeIf(id -> wanted(id).isPresent());
        return applied;
    }

    /** Returns the model deployment of this id; empty if it is not wanted. */
    public synchronized Optional<Deployment> wanted(String id) {
        return Optional.ofNullable(news.get(id)).map(News::wanted);
    }

    /** Returns the source of the last update for this id. */
    public synchronized Optional<String> source(String id) {
        return Optional.ofNullable(news.get(id)).map(News::source);
    }

    /** Returns whether a source has named this id as removed. */
    public synchronized boolean isRemoved(String id) {
        News known = news.get(id);
        return known != null && known.wanted == null;
    }

    /**
     * Returns a copy of the ids that their source has named as removed, each with whether a person has confirmed that.
     */
    public synchronized Map<String, Boolean> removed() {
        Map<String, Boolean> removed = new HashMap<>();
        news.forEach((id, known) -> {
            if (known.wanted == null) {
                removed.put(id, known.confirmed);
            }
        });
        return removed;
    }

    /**
     * Takes the removed ids whose end a source waits to be told. Each is returned once for each removal that asks for
     * it.
     */
    public synchronized Set<String> takeAwaited() {
        Set<String> taken = Set.copyOf(awaited);
        awaited.clear();
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
            if (known.wanted != null) {
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
        if (!usable(latest.source, id, applied)) {
            return;
        }
        if (latest.revision > 0 && latest.revision <= knownAsOf(latest.source, id)) {
            return;
        }
        position = latest.position;
        put(id, latest, applied);
        if (latest.wanted == null) {
            applied.removed.put(id, latest.confirmed);
        }
    }

    private void list(Snapshot snapshot, Applied applied) {
        if (snapshot.revision() > 0 && snapshot.revision() < listRevision(snapshot.source())) {
            return;
        }
        position++;
        Set<String> named = new HashSet<>();
        for (Deployment wanted : snapshot.wanted()) {
            if (usable(snapshot.source(), wanted.getId(), applied)) {
                named.add(wanted.getId());
                listed(
                        snapshot,
                        wanted.getId(),
                        new News(snapshot.source(), wanted, false, wanted.getRevision(), position),
                        applied);
            }
        }
        for (Removal removal : snapshot.removed()) {
            if (usable(snapshot.source(), removal.id(), applied) && named.add(removal.id())) {
                listed(
                        snapshot,
                        removal.id(),
                        new News(snapshot.source(), null, removal.confirmed(), removal.revision(), position),
                        applied);
                noteIfAwaited(removal);
                applied.removed.put(removal.id(), removal.confirmed());
            }
        }
        forgetWhatIsMissing(snapshot, named, applied);
        if (snapshot.revision() > 0) {
            listRevisions.put(snapshot.source(), snapshot.revision());
        }
        applied.lists.put(snapshot.source(), snapshot.tombstones());
    }

    private void listed(Snapshot snapshot, String id, News latest, Applied applied) {
        if (!isNewerThan(snapshot, news.get(id))) {
            put(id, latest, applied);
        }
    }

    private void forgetWhatIsMissing(Snapshot snapshot, Set<String> named, Applied applied) {
        List<String> missing = new ArrayList<>();
        news.forEach((id, known) -> {
            if (known.source.equals(snapshot.source()) && !named.contains(id) && !isNewerThan(snapshot, known)) {
                missing.add(id);
            }
        });
        for (String id : missing) {
            if (news.remove(id).wanted != null) {
                applied.changed.add(id);
                applied.lacking.put(id, snapshot.source());
            }
        }
    }

    /** Returns whether the last change of an id is newer than the list. */
    private static boolean isNewerThan(Snapshot snapshot, News known) {
        if (known == null) {
            return false;
        }
        return snapshot.revision() > 0 && known.revision > 0
                ? known.revision > snapshot.revision()
                : known.position > snapshot.position();
    }

    private void put(String id, News latest, Applied applied) {
        News before = news.put(id, latest);
        // The removal of an unknown id matters too, because its objects may have been in the cluster since before the
        // start.
        if (before == null || !latest.saysTheSameAs(before)) {
            applied.changed.add(id);
        }
    }

    private boolean usable(String source, String id, Applied applied) {
        if (id.isEmpty()) {
            applied.ignored.add("Ignored a model deployment from " + source + ": it has no id");
            return false;
        }
        News known = news.get(id);
        if (known != null && known.wanted != null && !known.source.equals(source)) {
            applied.ignored.add("Ignored what " + source + " says of model deployment " + id + ": it belongs to "
                    + known.source + " until that removes it");
            return false;
        }
        return true;
    }

    private long knownAsOf(String source, String id) {
        News known = news.get(id);
        return Math.max(known == null ? 0 : known.revision, listRevision(source));
    }

    private long listRevision(String source) {
        return listRevisions.getOrDefault(source, 0L);
    }
}
