package com.dotscience.gateway.registry;

import com.dotscience.api.Deployment;
import com.dotscience.api.UpdateDeploymentRequest;
import com.dotscience.api.management.Report;
import com.dotscience.gateway.store.Database;
import com.dotscience.gateway.store.History;
import com.dotscience.gateway.store.ModelDeploymentRow;
import com.dotscience.gateway.store.Removals;
import java.util.Optional;

/** Stores what deployers report about their model deployments, those that are being removed included. */
public final class ModelDeploymentReports {
    private final Database database;

    ModelDeploymentReports(Database database) {
        this.database = database;
    }

    /**
     * Stores what a deployer reports.
     *
     * @return false if that deployer has no such model deployment and never had
     */
    public boolean report(String deployerId, UpdateDeploymentRequest request, Report report) {
        String id = request.getId();
        return database.transaction(transaction -> {
            Optional<Deployment> given = transaction.first(
                    ModelDeploymentRow::given,
                    // The lock on the row makes concurrent reports number their events one after the other.
                    "SELECT wanted, handed_out, handed_out_revision FROM model_deployments"
                            + " WHERE id = ? AND deployer_id = ? FOR UPDATE",
                    id,
                    deployerId);
            if (given.isEmpty()) {
                return new Removals(transaction).report(deployerId, request, report);
            }
            transaction.update("UPDATE model_deployments SET report = ? WHERE id = ?", report.toByteArray(), id);
            // A report on an older revision would appear in the history after the change that made it obsolete.
            if (report.getRevision() == 0 || report.getRevision() >= given.get().getRevision()) {
                new History(transaction, id).addReported(request, report);
            }
            return true;
        });
    }

    /**
     * Forgets the reports on model deployments that are being removed. A deployer without {@link Capability#REMOVALS} never reports
     * that one is gone, and after it connects again the old reports may be wrong.
     */
    public void forgetRemovalReports(String deployerId) {
        database.transaction(transaction -> {
            new Removals(transaction).forgetReports(deployerId);
            return null;
        });
    }
}
