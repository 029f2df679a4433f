package com.dotscience.gateway.store;

import com.dotscience.api.Deployment;
import com.dotscience.api.GetDeploymentsResponse;
import java.time.Clock;
import java.time.Duration;

/** All that one deployer is to know: what is wanted of it, and what was wanted and no longer is. */
public final class DesiredState {
    /** How long deployers are told of what was removed. */
    static final Duration TOMBSTONES_KEPT = Duration.ofDays(30);

    private final Database database;
    private final Clock clock;
    private final BelievedTime believed;

    /** @param clock what tombstones are dated with, steady */
    public DesiredState(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.believed = database.transaction(transaction -> BelievedTime.atStart(transaction, clock.millis()));
    }

    /** As of one moment, which is its revision. */
    public GetDeploymentsResponse of(RegisteredDeployer deployer) {
        return database.snapshot(transaction -> GetDeploymentsResponse.newBuilder()
                .setRevision(Changes.now(transaction))
                .setTombstones(true)
                .addAllDeployments(transaction.list(
                        ModelDeploymentRow::wanted,
                        "SELECT wanted FROM model_deployments WHERE deployer_id = ?",
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

    public void purgeTombstones() {
        long read = clock.millis();
        long now = believed.at(read);
        database.transaction(transaction -> {
            believed.note(transaction, read);
            // By a clock that was ahead, or still is: from now on, so that they go one day.
            transaction.update("UPDATE tombstones SET removed_at = ? WHERE removed_at > ?", now, now);
            return transaction.update("DELETE FROM tombstones WHERE removed_at < ?", now - TOMBSTONES_KEPT.toMillis());
        });
    }

    /**
     * Says that what had this id is no longer wanted.
     *
     * @param awaited whether it is shown as being removed until somebody says that it is gone
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
