package com.dotscience.deployer.reconcile;

import com.dotscience.deployer.plan.DeletionGuard;
import com.dotscience.deployer.plan.RecordedDeletions;
import java.time.Instant;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decisions about deletions, from one deployer of an identity to the next: what was recorded waits here until it is known what it is about.
 * Whoever uses it guards it against concurrent calls.
 */
final class Inheritance {

    private static final Logger LOG = LoggerFactory.getLogger(Inheritance.class);

    /** An object of Kubernetes may have 256 KiB of annotations. */
    private static final int LONGEST = 200_000;

    private String waiting = "";
    private DeletionGuard recorded;
    private String record = "";

    /** Takes what another deployer has recorded. */
    void take(String left) {
        waiting = left;
    }

    /**
     * Returns a guard that goes on with what was taken, which is done once.
     *
     * @param leaving ids that own objects and are not wanted
     */
    DeletionGuard applyTo(DeletionGuard guard, Set<String> leaving, Instant now) {
        if (waiting.isEmpty()) {
            return guard;
        }
        RecordedDeletions decisions = RecordedDeletions.parse(waiting);
        waiting = "";
        return decisions.applyTo(guard, leaving, now);
    }

    /** Returns what the next deployer is to take. */
    String record(DeletionGuard guard) {
        if (!waiting.isEmpty()) {
            return waiting;
        }
        if (guard != recorded) {
            recorded = guard;
            record = RecordedDeletions.text(guard);
            if (record.length() > LONGEST) {
                LOG.warn(
                        "Too many deletions are held for the next deployer to learn of them: it decides on them by itself");
                record = "";
            }
        }
        return record;
    }
}
