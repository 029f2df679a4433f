package com.dotscience.deployer.desired;

import com.dotscience.deployer.desired.Update.Snapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** Remembers the last change of each id, and the last complete list of each source, by which older news is told from newer. */
final class LatestNews {

    private final Map<String, News> byId = new HashMap<>();
    private final Map<String, Long> listRevisions = new HashMap<>();

    Optional<News> of(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    void forEach(BiConsumer<String, News> taker) {
        byId.forEach(taker);
    }

    /** Returns the revision of the last complete list of a source; 0 if there was none, or if the source has no revisions. */
    long listRevision(String source) {
        return listRevisions.getOrDefault(source, 0L);
    }

    /** Returns whether what a source says of an id, as of a revision, is known by now, or what came after it. */
    boolean isOld(String source, String id, long revision) {
        long known = of(id).map(News::revision).orElse(0L);
        return revision > 0 && revision <= Math.max(known, listRevision(source));
    }

    /**
     * Returns whether the news says something else than was known of the id. The removal of an unknown id does, because its objects
     * may have been in the cluster since before the start.
     */
    boolean put(String id, News latest) {
        News before = byId.get(id);
        boolean same = before != null && latest.saysTheSameAs(before);
        byId.put(id, same ? latest.with(before.wanted()) : latest);
        return !same;
    }

    void heardList(Snapshot list) {
        if (list.revision() > 0) {
            listRevisions.put(list.source(), list.revision());
        }
    }

    /**
     * Forgets the ids of a source that its complete list lacks, but for those with newer news.
     *
     * @return those that were wanted until now
     */
    List<String> forgetWhatIsMissing(Snapshot list, Set<String> named) {
        List<String> wanted = new ArrayList<>();
        byId.entrySet().removeIf(entry -> {
            News known = entry.getValue();
            boolean isMissing =
                    known.source().equals(list.source()) && !named.contains(entry.getKey()) && !known.isNewerThan(list);
            if (isMissing && !known.isRemoval()) {
                wanted.add(entry.getKey());
            }
            return isMissing;
        });
        return wanted;
    }
}
