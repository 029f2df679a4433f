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
 * All model deployments wanted in this cluster: what the updates so far add up to.
 *
 * <p>Old news never undoes newer. Where a source has revisions, each id is known as of a revision: that of its own last
 * change, or that of the last complete list, whichever is newer; news as of an older one is ignored. Where it has none,
 * what arrived after a list was asked for survives that list's answer.
 *
 * <p>One thread applies, any thread reads.
 */
public final class DesiredState {

    /**
     * What is known of an id: its last change, and whether that made it wanted ({@code wanted}) or removed (null), by a
     * person's own word or not.
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
     * What a batch came to.
     *
     * @param changed ids whose model deployment is another than before, or no longer wanted
     * @param removed of those, the ones that their source named as removed, each with whether a person has confirmed that
     * @param lacking of those, the ones that a list only lacked, each with its source
     * @param lists the sources whose complete lists were in the batch, each with whether it names what was removed
     * @param ignored news that could not be used, each a sentence for people
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

    /** The model deployment of this id, if it is wanted. */
    public synchronized Optional<Deployment> wanted(String id) {
        return Optional.ofNullable(news.get(id)).map(News::wanted);
    }

    /** The source of the last update for this id. */
    public synchronized Optional<String> source(String id) {
        return Optional.ofNullable(news.get(id)).map(News::source);
    }

    /** Whether a source has removed this id by name. */
    public synchronized boolean isRemoved(String id) {
        News known = news.get(id);
        return known != null && known.wanted == null;
    }

    /** The ids that their source has named as removed, each with whether a person has confirmed that; a copy. */
    public synchronized Map<String, Boolean> removed() {
        Map<String, Boolean> removed = new HashMap<>();
        news.forEach((id, known) -> {
            if (known.wanted == null) {
                removed.put(id, known.confirmed);
            }
        });
        return removed;
    }

    /** The removed ids whose end a source waits to hear of. Each is returned once for each removal that asks for it. */
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

    /** The ids of all model deployments that are wanted; a copy. */
    public synchronized Set<String> ids() {
        Set<String> ids = new HashSet<>();
        news.forEach((id, known) -> {
            if (known.wanted != null) {
                ids.add(id);
            }
        });
        return ids;
    }

    /** How far the desired state has come: grows with every update that is applied. */
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

    /** Whether what is known of an id came after the list was taken. */
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
        // The removal of an id never heard of still matters: its objects may be in the cluster since before the start.
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
