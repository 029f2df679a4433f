package com.dotscience.deployer.desired;

import com.dotscience.api.Deployment;
import com.dotscience.deployer.desired.Update.Removal;
import com.dotscience.deployer.desired.Update.Snapshot;
import com.dotscience.deployer.desired.Update.Upsert;

/**
 * The last change of an id.
 *
 * @param wanted the model deployment that is wanted since; null if it was removed
 * @param refusal why it cannot be made; empty if it can
 * @param confirmed whether a person confirmed its removal
 * @param revision of the source; 0 if it has none
 * @param position of the desired state with this change
 */
record News(String source, Deployment wanted, String refusal, boolean confirmed, long revision, long position) {

    static News of(Upsert upsert, long position) {
        return new News(upsert.source(), upsert.wanted(), upsert.refusal(), false, upsert.revision(), position);
    }

    static News of(Removal removal, long position) {
        return new News(removal.source(), null, "", removal.confirmed(), removal.revision(), position);
    }

    /** @param wanted one that the list has */
    static News of(Snapshot list, Deployment wanted, long position) {
        String refusal = list.refused().getOrDefault(wanted.getId(), "");
        return new News(list.source(), wanted, refusal, false, wanted.getRevision(), position);
    }

    boolean isRemoval() {
        return wanted == null;
    }

    boolean isNewerThan(Snapshot list) {
        return list.revision() > 0 && revision > 0 ? revision > list.revision() : position > list.position();
    }

    boolean saysTheSameAs(News other) {
        return wanted == null
                ? other.wanted == null && confirmed == other.confirmed
                : wanted.equals(other.wanted) && refusal.equals(other.refusal);
    }

    /** Returns the same news with an equal model deployment that others hold already, so that a list does not double them. */
    News with(Deployment equal) {
        return new News(source, equal, refusal, confirmed, revision, position);
    }
}
