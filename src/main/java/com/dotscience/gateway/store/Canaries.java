package com.dotscience.gateway.store;

import com.dotscience.api.management.CanaryState;
import com.google.protobuf.InvalidProtocolBufferException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The table of canaries, within one transaction. A model deployment has a row here as long as a canary of it is wanted
 * or given to its deployer. */
public final class Canaries {
    private final Transaction transaction;

    public Canaries(Transaction transaction) {
        this.transaction = transaction;
    }

    /** Writes how a canary does now. */
    public void put(String modelDeployment, CanaryState state) throws SQLException {
        int written = transaction.update(
                "UPDATE canaries SET state = ? WHERE model_deployment_id = ?", state.toByteArray(), modelDeployment);
        if (written == 0) {
            transaction.update(
                    "INSERT INTO canaries (model_deployment_id, state) VALUES (?, ?)",
                    modelDeployment,
                    state.toByteArray());
        }
    }

    /** Returns how a canary does, and locks it until the end of the transaction; empty if there is none. */
    public Optional<CanaryState> lock(String modelDeployment) throws SQLException {
        return transaction.first(
                Canaries::state,
                "SELECT state AS canary FROM canaries WHERE model_deployment_id = ? FOR UPDATE",
                modelDeployment);
    }

    /** Forgets the canary of a model deployment, if it has one. */
    public void end(String modelDeployment) throws SQLException {
        transaction.update("DELETE FROM canaries WHERE model_deployment_id = ?", modelDeployment);
    }

    /** Returns the ids of the model deployments that have a canary. */
    public List<String> modelDeployments() throws SQLException {
        return transaction.list(row -> row.getString(1), "SELECT model_deployment_id FROM canaries");
    }

    /** Reads the column {@code canary} of a row; null if it has none. */
    static CanaryState state(ResultSet row) throws SQLException {
        byte[] state = row.getBytes("canary");
        try {
            return state == null ? null : CanaryState.parseFrom(state);
        } catch (InvalidProtocolBufferException e) {
            throw new SQLException("a row contains a message that this version cannot read: " + e.getMessage(), e);
        }
    }
}
