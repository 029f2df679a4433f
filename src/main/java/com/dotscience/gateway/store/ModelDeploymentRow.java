package com.dotscience.gateway.store;

import com.dotscience.api.Deployment;
import com.dotscience.api.IngressUrl;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.api.management.Report;
import com.google.protobuf.InvalidProtocolBufferException;
import java.sql.ResultSet;
import java.sql.SQLException;

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
                    .setUrl(new IngressUrl(row.getString("ingress_url"))
                            .of(wanted.getIngress().getHost()));
            byte[] report = row.getBytes("report");
            if (report != null) {
                found.setReport(Report.parseFrom(report));
            }
            return found.build();
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
