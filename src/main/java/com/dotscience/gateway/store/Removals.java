package com.dotscience.gateway.store;

import com.dotscience.api.Phase;
import com.dotscience.api.UpdateDeploymentRequest;
import com.dotscience.api.management.DeploymentRef;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.api.management.Report;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The table of tombstones, within one transaction. A model deployment that was removed is shown for as long as its deployer reports that
 * its objects exist.
 */
public final class Removals {
    private static final String SHOWN = """
            SELECT t.deployer_id, d.name AS deployer_name, d.seen_at, d.ingress_url, t.wanted, t.created_at,
                t.removed_at AS updated_at, t.report, 0 AS generation, 0 AS replicas_before_stop,
                CAST(NULL AS BYTEA) AS handed_out, 0 AS handed_out_generation, 0 AS handed_out_revision,
                0 AS paused_at, '' AS paused_by, d.maintenance_windows AS deployer_windows,
                d.paused_at AS deployer_paused_at, d.paused_by AS deployer_paused_by,
                CAST(NULL AS BYTEA) AS canary
            FROM tombstones t JOIN deployers d ON d.id = t.deployer_id
            WHERE t.report IS NOT NULL AND t.wanted IS NOT NULL
            """;

    private final Transaction transaction;

    public Removals(Transaction transaction) {
        this.transaction = transaction;
    }

    /**
     * Adds a tombstone.
     *
     * @param confirmed whether a person named it alone, or confirmed how many were removed at once
     * @param at when it was removed, in milliseconds since the epoch
     */
    public void add(ModelDeployment removed, boolean confirmed, long revision, long at) throws SQLException {
        transaction.update(
                """
                INSERT INTO tombstones (id, deployer_id, revision, removed_at, wanted, created_at, confirmed)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
                removed.getDeployment().getId(),
                removed.getDeployerId(),
                revision,
                at,
                removed.getDeployment().toByteArray(),
                removed.getCreatedAt(),
                confirmed);
    }

    /**
     * Shows a removed model deployment as being removed at once, before its deployer has reported on it. Otherwise it would vanish
     * from the list for a moment.
     */
    public void markRemoving(ModelDeployment removed, long at) throws SQLException {
        Report report = removed.getReport().toBuilder()
                .setPhase(Phase.PHASE_REMOVING)
                .setMessage("No longer wanted")
                .setReceivedAt(at)
                .build();
        transaction.update(
                "UPDATE tombstones SET report = ? WHERE id = ?",
                report.toByteArray(),
                removed.getDeployment().getId());
    }

    /**
     * Stores what a deployer reports on a removed model deployment. Reports of another phase are ignored: the deployer sent them
     * before it knew of the removal, or it knows no phases.
     *
     * @return false if that deployer never had such a model deployment
     */
    public boolean report(String deployerId, UpdateDeploymentRequest request, Report report) throws SQLException {
        if (request.getPhase() == Phase.PHASE_REMOVING || request.getGone()) {
            return transaction.update(
                            "UPDATE tombstones SET report = ? WHERE id = ? AND deployer_id = ?",
                            request.getGone() ? null : report.toByteArray(),
                            request.getId(),
                            deployerId)
                    > 0;
        }
        return transaction
                .first(
                        row -> row.getString("id"),
                        "SELECT id FROM tombstones WHERE id = ? AND deployer_id = ?",
                        request.getId(),
                        deployerId)
                .isPresent();
    }

    /** Drops all reports on removals, for a deployer that reports again what exists and never reports what is gone. */
    public void forgetReports(String deployerId) throws SQLException {
        transaction.update(
                "UPDATE tombstones SET report = NULL WHERE deployer_id = ? AND report IS NOT NULL", deployerId);
    }

    /** @param deployer the id of a deployer; empty for all deployers */
    List<ModelDeployment> list(String deployer) throws SQLException {
        return deployer.isEmpty()
                ? transaction.list(ModelDeploymentRow::read, SHOWN)
                : transaction.list(ModelDeploymentRow::read, SHOWN + " AND t.deployer_id = ?", deployer);
    }

    /** Finds the model deployment that a person names; if several match, the one that was removed last. */
    Optional<ModelDeployment> find(DeploymentRef ref) throws SQLException {
        return transaction.list(ModelDeploymentRow::read, SHOWN + " ORDER BY t.removed_at DESC").stream()
                .filter(removed -> ref.getDeployment()
                                .equals(removed.getDeployment().getId())
                        || ref.getDeployment().equals(removed.getDeployment().getName()))
                .filter(removed -> ref.getDeployer().isEmpty()
                        || ref.getDeployer().equals(removed.getDeployerId())
                        || ref.getDeployer().equals(removed.getDeployerName()))
                .filter(removed -> ref.getNamespace().isEmpty()
                        || ref.getNamespace().equals(removed.getDeployment().getNamespace()))
                .findFirst();
    }
}
