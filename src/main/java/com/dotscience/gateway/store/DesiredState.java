package com.dotscience.gateway.store;

import com.dotscience.api.Deployment;
import com.dotscience.api.GetDeploymentsResponse;
import java.time.Clock;
import java.time.Duration;

/** The desired state of one deployer: the model deployments that are wanted, and the tombstones of those that were removed. */
public final class DesiredState {
    /** How long a tombstone is kept. A deployer that is offline for longer may miss a removal. */
    static final Duration TOMBSTONES_KEPT = Duration.ofDays(30);

    private final Database database;
    private final Clock clock;
    private final TombstoneClock tombstoneClock;

    /** @param clock dates tombstones; it must be steady */
    public DesiredState(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.tombstoneClock = database.transaction(transaction -> TombstoneClock.atStart(transaction, clock.millis()));
    }

    /** Returns the desired state as of one moment, together with the revision of that moment. */
    public GetDeploymentsResponse of(RegisteredDeployer deployer) {
        return database.snapshot(transaction -> GetDeploymentsResponse.newBuilder()
                .setRevision(Changes.now(transaction))
                .setTombstones(true)
                .addAllDeployments(transaction.list(
                        ModelDeploymentRow::given,
                        "SELECT wanted, handed_out, handed_out_revision FROM model_deployments WHERE deployer_id = ?",
                        deployer.id()))
                .addAllDeployments(transaction.list(
                        row -> tombstone(
                                row.getString("id"),
                                row.getLong("revision"),
                                row.getBoolean("shown"),
                                row.getBoolean("confirmed")),
                        "SELECT id, revision, confirmed, report IS NOT NULL AS shown FROM tombstones"
                                + " WHERE deployer_id = ?",
                        deployer.id()))
                .build());
    }

    /** Deletes tombstones that are too old. */
    public void purgeTombstones() {
        long read = clock.millis();
        long now = tombstoneClock.at(read);
        database.transaction(transaction -> {
            tombstoneClock.save(transaction, read);
            // Tombstones from the future were dated by a clock that was ahead. They are dated anew, so that they expire
            // one day.
            transaction.update("UPDATE tombstones SET removed_at = ? WHERE removed_at > ?", now, now);
            return transaction.update("DELETE FROM tombstones WHERE removed_at < ?", now - TOMBSTONES_KEPT.toMillis());
        });
    }

    /**
     * Creates the message that a model deployment is no longer wanted.
     *
     * @param awaited whether it is shown as being removed until its deployer reports that it is gone
     * @param confirmed whether a person named it alone, or confirmed how many were removed at once
     */
    public static Deployment tombstone(String id, long revision, boolean awaited, boolean confirmed) {
        return Deployment.newBuilder()
                .setId(id)
                .setDeleted(true)
                .setRevision(revision)
                .setAwaited(awaited)
                .setConfirmed(confirmed)
                .build();
    }
}
