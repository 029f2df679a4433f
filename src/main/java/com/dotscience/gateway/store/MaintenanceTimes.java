package com.dotscience.gateway.store;

import com.dotscience.api.MaintenanceWindow;
import com.dotscience.api.management.MaintenanceWindows;
import com.dotscience.api.management.Pause;
import com.google.protobuf.InvalidProtocolBufferException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** When changes of model deployments are handed out, as it is stored: the windows and pauses of deployers, and pauses of their own. */
public final class MaintenanceTimes {
    private final Transaction transaction;

    /** The windows and the pause of one deployer. */
    public record OfDeployer(List<MaintenanceWindow> windows, Optional<Pause> paused) {
        /** Changes are handed out at any time. */
        public static final OfDeployer ANY = new OfDeployer(List.of(), Optional.empty());

        private static OfDeployer read(ResultSet row) throws SQLException {
            byte[] windows = row.getBytes("maintenance_windows");
            try {
                return new OfDeployer(
                        windows == null
                                ? List.of()
                                : MaintenanceWindows.parseFrom(windows).getWindowsList(),
                        ModelDeploymentRow.pause(row, "paused"));
            } catch (InvalidProtocolBufferException e) {
                throw new SQLException("a row contains a message that this version cannot read: " + e.getMessage(), e);
            }
        }
    }

    public MaintenanceTimes(Transaction transaction) {
        this.transaction = transaction;
    }

    /** Returns those of the deployers that have any, by their ids. */
    public Map<String, OfDeployer> ofDeployers() throws SQLException {
        Map<String, OfDeployer> all = new HashMap<>();
        transaction.list(
                row -> all.put(row.getString("id"), OfDeployer.read(row)),
                "SELECT id, maintenance_windows, paused_at, paused_by FROM deployers"
                        + " WHERE maintenance_windows IS NOT NULL OR paused_at > 0");
        return all;
    }

    public void setWindows(String deployerId, List<MaintenanceWindow> windows) throws SQLException {
        byte[] stored = windows.isEmpty()
                ? null
                : MaintenanceWindows.newBuilder().addAllWindows(windows).build().toByteArray();
        transaction.update("UPDATE deployers SET maintenance_windows = ? WHERE id = ?", stored, deployerId);
    }

    /** Pauses a deployer. One that is paused already stays as it is. */
    public void pauseDeployer(String id, String caller, long at) throws SQLException {
        transaction.update(
                "UPDATE deployers SET paused_at = ?, paused_by = ? WHERE id = ? AND paused_at = 0", at, caller, id);
    }

    public void resumeDeployer(String id) throws SQLException {
        transaction.update("UPDATE deployers SET paused_at = 0, paused_by = '' WHERE id = ?", id);
    }

    /** Pauses a model deployment, and returns whether it was not paused before. */
    public boolean pause(String id, String caller, long at) throws SQLException {
        return transaction.update(
                        "UPDATE model_deployments SET paused_at = ?, paused_by = ? WHERE id = ? AND paused_at = 0",
                        at,
                        caller,
                        id)
                > 0;
    }

    /** Ends the pause of a model deployment, and returns whether it was paused. */
    public boolean resume(String id) throws SQLException {
        return transaction.update(
                        "UPDATE model_deployments SET paused_at = 0, paused_by = '' WHERE id = ? AND paused_at > 0", id)
                > 0;
    }
}
