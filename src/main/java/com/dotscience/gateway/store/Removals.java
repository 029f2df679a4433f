package com.dotscience.gateway.store;

import com.dotscience.api.Phase;
import com.dotscience.api.UpdateDeploymentRequest;
import com.dotscience.api.management.DeploymentRef;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.api.management.Report;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** What was removed, in one transaction: it is still shown for as long as its deployer says that its objects are there. */
public final class Removals {
    private static final String SHOWN = """
            SELECT t.deployer_id, d.name AS deployer_name, d.seen_at, d.ingress_url, t.wanted, t.created_at,
                t.removed_at AS updated_at, t.report
            FROM tombstones t JOIN deployers d ON d.id = t.deployer_id
            WHERE t.report IS NOT NULL AND t.wanted IS NOT NULL
            """;

    private final Transaction transaction;

    public Removals(Transaction transaction) {
        this.transaction = transaction;
    }

    /**
     * @param confirmed whether a person named it alone, or confirmed how many were removed at once
     * @param at in milliseconds since the epoch
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
     * What is to be removed is shown from now on, and not only when its deployer has said that it is there: a look at once
     * after a removal must not find nothing.
     */
    public void begin(ModelDeployment removed, long at) throws SQLException {
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
     * A deployer says how it is. What was said before it knew of the removal, or by one that knows no phases, says nothing.
     *
     * @return false if that deployer had no such model deployment
     */
    public boolean report(String deployerId, UpdateDeploymentRequest said, Report report) throws SQLException {
        if (said.getPhase() == Phase.PHASE_REMOVING || said.getGone()) {
            return transaction.update(
                            "UPDATE tombstones SET report = ? WHERE id = ? AND deployer_id = ?",
                            said.getGone() ? null : report.toByteArray(),
                            said.getId(),
                            deployerId)
                    > 0;
        }
        return transaction
                .first(
                        row -> row.getString("id"),
                        "SELECT id FROM tombstones WHERE id = ? AND deployer_id = ?",
                        said.getId(),
                        deployerId)
                .isPresent();
    }

    /** A deployer is there again that says again what is still there, and of nothing else that it is gone. */
    public void forgetReports(String deployerId) throws SQLException {
        transaction.update(
                "UPDATE tombstones SET report = NULL WHERE deployer_id = ? AND report IS NOT NULL", deployerId);
    }

    /** @param deployer id; empty: of all */
    List<ModelDeployment> list(String deployer) throws SQLException {
        return deployer.isEmpty()
                ? transaction.list(ModelDeploymentRow::read, SHOWN)
                : transaction.list(ModelDeploymentRow::read, SHOWN + " AND t.deployer_id = ?", deployer);
    }

    /** The last that was removed of those that people mean. */
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
