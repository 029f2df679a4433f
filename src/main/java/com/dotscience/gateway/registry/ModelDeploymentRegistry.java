package com.dotscience.gateway.registry;

import com.dotscience.api.Deployment;
import com.dotscience.api.management.DeploymentRef;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.gateway.options.Clocks;
import com.dotscience.gateway.store.Changes;
import com.dotscience.gateway.store.Database;
import com.dotscience.gateway.store.DesiredState;
import com.dotscience.gateway.store.History;
import com.dotscience.gateway.store.Lookup;
import com.dotscience.gateway.store.RegisteredDeployer;
import com.dotscience.gateway.store.Removals;
import com.dotscience.gateway.store.Transaction;
import com.dotscience.gateway.stream.Hub;
import com.dotscience.gateway.validation.Rules;
import com.dotscience.gateway.validation.Syntax;
import io.grpc.Status;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** Stores which model deployments are wanted, and publishes every change to the deployer concerned. */
public final class ModelDeploymentRegistry {
    private final Database database;
    private final Changes changes;
    private final Hub<Deployment> hub;
    private final OldDeployers oldDeployers;
    private final Presence presence;
    private final Clocks clocks;

    ModelDeploymentRegistry(
            Database database,
            Changes changes,
            Hub<Deployment> hub,
            OldDeployers oldDeployers,
            Presence presence,
            Clocks clocks) {
        this.database = database;
        this.changes = changes;
        this.hub = hub;
        this.oldDeployers = oldDeployers;
        this.presence = presence;
        this.clocks = clocks;
    }

    public ModelDeployment create(String deployer, Deployment asked) {
        if (!asked.getId().isEmpty()) {
            throw Syntax.invalid("id must be empty: the Gateway gives it");
        }
        Deployment checked = Rules.checked(asked);
        return changes.make(
                (transaction, revision) -> {
                    RegisteredDeployer owner = new Lookup(transaction).deployer(deployer);
                    refuseDuplicate(transaction, owner, checked);
                    oldDeployers.refuse(owner.id(), owner.name(), Deployment.getDefaultInstance(), checked);
                    Deployment wanted = checked.toBuilder()
                            .setId(UUID.randomUUID().toString())
                            .setRevision(revision)
                            .build();
                    transaction.update(
                            """
                            INSERT INTO model_deployments
                                (id, deployer_id, namespace, name, wanted, created_at, updated_at)
                            VALUES (?, ?, ?, ?, ?, ?, ?)
                            """,
                            wanted.getId(),
                            owner.id(),
                            wanted.getNamespace(),
                            wanted.getName(),
                            wanted.toByteArray(),
                            clocks.wall().millis(),
                            clocks.wall().millis());
                    new History(transaction, wanted.getId())
                            .addRequested(
                                    ChangeSummary.ofNew(wanted), clocks.wall().millis());
                    return new Lookup(transaction).byId(wanted.getId());
                },
                this::publish);
    }

    private static void refuseDuplicate(Transaction transaction, RegisteredDeployer owner, Deployment wanted)
            throws SQLException {
        transaction
                .first(
                        row -> row.getString("id"),
                        "SELECT id FROM model_deployments WHERE deployer_id = ? AND namespace = ? AND name = ?",
                        owner.id(),
                        wanted.getNamespace(),
                        wanted.getName())
                .ifPresent(id -> {
                    throw Status.ALREADY_EXISTS
                            .withDescription("deployer " + owner.name() + " already has a model deployment '"
                                    + wanted.getName() + "' in namespace " + wanted.getNamespace() + ": " + id)
                            .asRuntimeException();
                });
    }

    public ModelDeployment update(Deployment asked) {
        return changes.make(
                (transaction, revision) -> {
                    ModelDeployment current = new Lookup(transaction).byId(asked.getId());
                    Deployment wanted = Replacement.of(current.getDeployment(), asked);
                    if (wanted.equals(current.getDeployment())) {
                        return current;
                    }
                    oldDeployers.refuse(
                            current.getDeployerId(), current.getDeployerName(), current.getDeployment(), wanted);
                    transaction.update(
                            "UPDATE model_deployments SET wanted = ?, updated_at = ? WHERE id = ?",
                            wanted.toBuilder().setRevision(revision).build().toByteArray(),
                            clocks.wall().millis(),
                            asked.getId());
                    new History(transaction, asked.getId())
                            .addRequested(
                                    ChangeSummary.ofUpdate(current.getDeployment(), wanted),
                                    clocks.wall().millis());
                    return new Lookup(transaction).byId(asked.getId());
                },
                this::publish);
    }

    /** Returns a model deployment with its history; also one that is being removed, unless another one has its name by now. */
    public ModelDeployment get(DeploymentRef ref) {
        return database.snapshot(transaction -> {
            ModelDeployment found = new Lookup(transaction).shown(ref);
            return found.toBuilder()
                    .addAllEvents(new History(transaction, found.getDeployment().getId()).events())
                    .build();
        });
    }

    /**
     * Returns the model deployments that are wanted or being removed, sorted by name.
     *
     * @param deployer the name or id of a deployer; empty for all deployers
     */
    public List<ModelDeployment> list(String deployer) {
        return database.snapshot(transaction -> new Lookup(transaction).shown(deployer));
    }

    /**
     * Deletes a model deployment.
     *
     * @param confirmed whether a person named it alone, or confirmed how many are removed at once
     * @return the model deployment as it was
     */
    public ModelDeployment delete(DeploymentRef ref, boolean confirmed) {
        return changes.make(
                (transaction, revision) -> {
                    ModelDeployment removed = new Lookup(transaction).modelDeployment(ref);
                    String id = removed.getDeployment().getId();
                    transaction.update("DELETE FROM model_deployments WHERE id = ?", id);
                    Removals removals = new Removals(transaction);
                    removals.add(removed, confirmed, revision, clocks.steady().millis());
                    if (isAwaited(removed)) {
                        removals.markRemoving(removed, clocks.wall().millis());
                    }
                    return removed;
                },
                (removed, revision) -> hub.publish(
                        removed.getDeployerId(),
                        removed.getDeployment().getId(),
                        DesiredState.tombstone(
                                removed.getDeployment().getId(), revision, isAwaited(removed), confirmed)));
    }

    /** Whether objects of it may exist, and the deployer will report when they are gone. */
    private boolean isAwaited(ModelDeployment removed) {
        return removed.hasReport() && presence.announces(Capability.REMOVALS, removed.getDeployerId());
    }

    private void publish(ModelDeployment changed, long revision) {
        // An update that changes nothing keeps the old revision, and there is nothing to publish.
        if (changed.getDeployment().getRevision() == revision) {
            hub.publish(changed.getDeployerId(), changed.getDeployment().getId(), changed.getDeployment());
        }
    }
}
