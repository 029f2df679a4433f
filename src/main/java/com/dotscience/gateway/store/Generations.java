package com.dotscience.gateway.store;

import com.dotscience.api.Deployment;
import com.dotscience.api.management.Generation;
import com.dotscience.api.management.HandedOut;
import com.dotscience.api.management.ModelDeployment;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The generations of model deployments: what was wanted from one accepted change to the next. Each is written in the transaction of its
 * change, so the latest one always is what is wanted now.
 */
public final class Generations {
    /** How many generations are kept for each model deployment. */
    static final int KEPT = 50;

    private static final String COLUMNS = "number, accepted_at, caller, change_summary, handed_out_at";

    private final Transaction transaction;

    /**
     * An accepted change.
     *
     * @param caller who asked for it, as the caller says; empty if it did not say
     * @param summary says for people what changed
     * @param at when it was accepted, in milliseconds since the epoch
     */
    public record Change(String caller, String summary, long at) {}

    public Generations(Transaction transaction) {
        this.transaction = transaction;
    }

    /** Adds the first generation of a model deployment whose row has just been inserted. */
    public void addFirst(Deployment wanted, Change change) throws SQLException {
        insert(1, wanted, change, change.at());
    }

    /**
     * Stores what is wanted from now on, as a new generation. The oldest one is removed if there are too many.
     *
     * @param given what its deployer is given from now on
     */
    public void add(ModelDeployment current, Deployment wanted, Change change, HandedOut given) throws SQLException {
        String id = wanted.getId();
        long number = current.getGeneration() + 1;
        transaction.update(
                """
                UPDATE model_deployments SET wanted = ?, updated_at = ?, generation = ?, replicas_before_stop = ?,
                    handed_out = ?, handed_out_generation = ?, handed_out_revision = ?
                WHERE id = ?
                """,
                wanted.toByteArray(),
                change.at(),
                number,
                replicasBeforeStop(current, wanted),
                given.hasDeployment() ? given.getDeployment().toByteArray() : null,
                given.hasDeployment() ? given.getGeneration() : null,
                given.getRevision(),
                id);
        insert(number, wanted, change, given.hasDeployment() ? 0 : change.at());
        transaction.update("DELETE FROM generations WHERE model_deployment_id = ? AND number <= ?", id, number - KEPT);
    }

    /** Returns the replicas that a stopped model deployment is to start with again, or 0 if it is not stopped. */
    private static long replicasBeforeStop(ModelDeployment current, Deployment wanted) {
        if (wanted.getDeployment().getReplicas() > 0) {
            return 0;
        }
        long until = current.getDeployment().getDeployment().getReplicas();
        return until > 0 ? until : current.getReplicasBeforeStop();
    }

    private void insert(long number, Deployment wanted, Change change, long handedOutAt) throws SQLException {
        transaction.update(
                """
                INSERT INTO generations
                    (model_deployment_id, number, accepted_at, caller, change_summary, wanted, handed_out_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
                wanted.getId(),
                number,
                change.at(),
                change.caller(),
                change.summary(),
                wanted.toByteArray(),
                handedOutAt);
    }

    /**
     * Stores that the latest generation, which waited, is handed out.
     *
     * @param revision the revision that it is given with, which is newer than its own
     * @param summary says for people what changed with this generation
     */
    public void handOut(ModelDeployment waiting, long revision, String summary, long at) throws SQLException {
        String id = waiting.getDeployment().getId();
        transaction.update("""
                UPDATE model_deployments
                SET handed_out = NULL, handed_out_generation = NULL, handed_out_revision = ?, updated_at = ?
                WHERE id = ?
                """, revision, at, id);
        transaction.update(
                "UPDATE generations SET handed_out_at = ?, change_summary = ? WHERE model_deployment_id = ? AND number = ?",
                at,
                summary,
                id,
                waiting.getGeneration());
    }

    /** Returns the generations of a model deployment, newest first, without what was wanted. */
    public List<Generation> list(String id) throws SQLException {
        return transaction.list(
                row -> read(row).build(),
                "SELECT " + COLUMNS + " FROM generations WHERE model_deployment_id = ? ORDER BY number DESC",
                id);
    }

    /** Returns one generation with what was wanted; empty if it is not kept or there never was one. */
    public Optional<Generation> find(String id, long number) throws SQLException {
        return transaction.first(
                row -> read(row).setDeployment(ModelDeploymentRow.wanted(row)).build(),
                "SELECT wanted, " + COLUMNS + " FROM generations WHERE model_deployment_id = ? AND number = ?",
                id,
                number);
    }

    /**
     * Returns the number of the oldest generation that is kept.
     *
     * @param latest the number of the latest one
     */
    public static long oldestKept(long latest) {
        return Math.max(1, latest - KEPT + 1);
    }

    private static Generation.Builder read(ResultSet row) throws SQLException {
        return Generation.newBuilder()
                .setNumber(row.getLong("number"))
                .setAt(row.getLong("accepted_at"))
                .setCaller(row.getString("caller"))
                .setChange(row.getString("change_summary"))
                .setHandedOutAt(row.getLong("handed_out_at"));
    }
}
