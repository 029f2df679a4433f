package com.dotscience.gateway.store;

import com.dotscience.api.Deployment;
import com.dotscience.api.IngressUrl;
import com.dotscience.api.management.CanaryState;
import com.dotscience.api.management.HandedOut;
import com.dotscience.api.management.MaintenanceWindows;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.api.management.Pause;
import com.dotscience.api.management.Report;
import com.dotscience.gateway.windows.Given;
import com.google.protobuf.InvalidProtocolBufferException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Reads a model deployment from a row of the table of model deployments or of that of tombstones. */
public final class ModelDeploymentRow {

    private ModelDeploymentRow() {}

    public static ModelDeployment read(ResultSet row) throws SQLException {
        try {
            Deployment wanted = wanted(row);
            ModelDeployment.Builder found = ModelDeployment.newBuilder()
                    .setDeployment(wanted)
                    .setDeployerId(row.getString("deployer_id"))
                    .setDeployerName(row.getString("deployer_name"))
                    .setDeployerSeenAt(row.getLong("seen_at"))
                    .setCreatedAt(row.getLong("created_at"))
                    .setUpdatedAt(row.getLong("updated_at"))
                    .setGeneration(row.getLong("generation"))
                    .setReplicasBeforeStop(row.getLong("replicas_before_stop"))
                    .setUrl(new IngressUrl(row.getString("ingress_url")).of(wanted.getIngress()));
            found.setHandedOut(handedOut(row, wanted));
            pause(row, "paused").ifPresent(found::setPaused);
            pause(row, "deployer_paused").ifPresent(found::setDeployerPaused);
            byte[] windows = row.getBytes("deployer_windows");
            if (windows != null) {
                found.addAllDeployerWindows(
                        MaintenanceWindows.parseFrom(windows).getWindowsList());
            }
            byte[] report = row.getBytes("report");
            if (report != null) {
                found.setReport(Report.parseFrom(report));
            }
            CanaryState canary = Canaries.state(row);
            if (canary != null) {
                found.setCanary(canary);
            }
            return found.build();
        } catch (InvalidProtocolBufferException e) {
            throw new SQLException("a row contains a message that this version cannot read: " + e.getMessage(), e);
        }
    }

    private static HandedOut handedOut(ResultSet row, Deployment wanted)
            throws SQLException, InvalidProtocolBufferException {
        byte[] other = row.getBytes("handed_out");
        if (other == null) {
            return HandedOut.newBuilder()
                    .setRevision(Math.max(row.getLong("handed_out_revision"), wanted.getRevision()))
                    .setGeneration(row.getLong("generation"))
                    .build();
        }
        Deployment handedOut = Deployment.parseFrom(other);
        return HandedOut.newBuilder()
                .setRevision(handedOut.getRevision())
                .setGeneration(row.getLong("handed_out_generation"))
                .setDeployment(handedOut)
                .build();
    }

    /** @param prefix what the names of both columns begin with */
    static Optional<Pause> pause(ResultSet row, String prefix) throws SQLException {
        long at = row.getLong(prefix + "_at");
        return at == 0
                ? Optional.empty()
                : Optional.of(Pause.newBuilder()
                        .setAt(at)
                        .setCaller(row.getString(prefix + "_by"))
                        .build());
    }

    /** Reads what a deployer is given, from the columns {@code wanted}, {@code handed_out} and {@code handed_out_revision}. */
    public static Deployment given(ResultSet row) throws SQLException {
        byte[] other = row.getBytes("handed_out");
        try {
            return other == null
                    ? Given.of(wanted(row), row.getLong("handed_out_revision"))
                    : Deployment.parseFrom(other);
        } catch (InvalidProtocolBufferException e) {
            throw new SQLException("a row contains a message that this version cannot read: " + e.getMessage(), e);
        }
    }

    /** Reads only the column {@code wanted}, which holds the model deployment as a person asked for it. */
    public static Deployment wanted(ResultSet row) throws SQLException {
        try {
            return Deployment.parseFrom(row.getBytes("wanted"));
        } catch (InvalidProtocolBufferException e) {
            throw new SQLException("a row contains a message that this version cannot read: " + e.getMessage(), e);
        }
    }
}
