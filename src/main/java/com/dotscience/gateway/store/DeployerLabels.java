package com.dotscience.gateway.store;

import com.dotscience.validation.Syntax;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** The labels of deployers, by which people choose among them. */
public final class DeployerLabels {
    /** How many labels one deployer may have. */
    static final int MAX = 64;

    private final Database database;
    private final Changes changes;

    /** A deployer with the labels that it has after a change. */
    public record Labelled(RegisteredDeployer deployer, Map<String, String> labels) {}

    private record Label(String deployerId, String key, String value) {}

    public DeployerLabels(Database database, Changes changes) {
        this.database = database;
        this.changes = changes;
    }

    /** Returns the labels of the deployers that have any, by the id of the deployer. */
    public Map<String, Map<String, String>> all() {
        Map<String, Map<String, String>> all = new TreeMap<>();
        database.transaction(transaction -> transaction.list(
                        row -> new Label(
                                row.getString("deployer_id"), row.getString("label_key"), row.getString("label_value")),
                        "SELECT * FROM deployer_labels"))
                .forEach(label -> all.computeIfAbsent(label.deployerId(), id -> new TreeMap<>())
                        .put(label.key(), label.value()));
        return all;
    }

    /** Returns the labels of one deployer. */
    public Map<String, String> of(String deployerId) {
        return database.transaction(transaction -> of(transaction, deployerId));
    }

    private static Map<String, String> of(Transaction transaction, String deployerId) throws SQLException {
        Map<String, String> labels = new TreeMap<>();
        transaction.list(
                row -> labels.put(row.getString("label_key"), row.getString("label_value")),
                "SELECT label_key, label_value FROM deployer_labels WHERE deployer_id = ?",
                deployerId);
        return labels;
    }

    /**
     * Changes the labels of a deployer.
     *
     * @param set the labels that are added or get another value
     * @param remove the keys of the labels that are taken off
     * @throws io.grpc.StatusRuntimeException NOT_FOUND, or INVALID_ARGUMENT if a label has the wrong form or there are too many
     */
    public Labelled change(String nameOrId, Map<String, String> set, Collection<String> remove) {
        // The order of changes keeps two that come at once from writing the same label.
        return changes.make(
                (transaction, revision) -> {
                    RegisteredDeployer deployer = new Lookup(transaction).deployer(nameOrId);
                    for (String key : remove) {
                        delete(transaction, deployer.id(), key);
                    }
                    put(transaction, deployer.id(), set);
                    return new Labelled(deployer, of(transaction, deployer.id()));
                },
                (labelled, revision) -> {});
    }

    /** @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT if a label has the wrong form, or there are too many */
    static void put(Transaction transaction, String deployerId, Map<String, String> labels) throws SQLException {
        for (Map.Entry<String, String> label : labels.entrySet()) {
            Syntax.LABEL_KEY.check("label", label.getKey());
            Syntax.LABEL_VALUE.check("label '" + label.getKey() + "'", label.getValue());
            delete(transaction, deployerId, label.getKey());
            transaction.update(
                    "INSERT INTO deployer_labels (deployer_id, label_key, label_value) VALUES (?, ?, ?)",
                    deployerId,
                    label.getKey(),
                    label.getValue());
        }
        int count = of(transaction, deployerId).size();
        if (count > MAX) {
            throw Syntax.invalid("a deployer must have at most " + MAX + " labels, not " + count);
        }
    }

    private static void delete(Transaction transaction, String deployerId, String key) throws SQLException {
        transaction.update("DELETE FROM deployer_labels WHERE deployer_id = ? AND label_key = ?", deployerId, key);
    }
}
