package com.dotscience.gateway.registry;

import com.dotscience.api.Deployment;
import com.dotscience.api.UpdateDeploymentRequest;
import com.dotscience.api.management.DeploymentRef;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.api.management.Report;
import com.dotscience.gateway.options.Clocks;
import com.dotscience.gateway.store.Changes;
import com.dotscience.gateway.store.Database;
import com.dotscience.gateway.store.DesiredState;
import com.dotscience.gateway.store.History;
import com.dotscience.gateway.store.Lookup;
import com.dotscience.gateway.store.ModelDeploymentRow;
import com.dotscience.gateway.store.RegisteredDeployer;
import com.dotscience.gateway.store.Removals;
import com.dotscience.gateway.store.Transaction;
import com.dotscience.gateway.stream.Hub;
import com.dotscience.gateway.validation.Rules;
import com.dotscience.gateway.validation.Syntax;
import io.grpc.Status;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Stores which model deployments are wanted and what was last reported about each. It publishes every change to the deployer. */
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
                    return byId(transaction, wanted.getId());
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
                    ModelDeployment current = byId(transaction, asked.getId());
                    Deployment wanted = replacement(current.getDeployment(), asked);
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
                    return byId(transaction, asked.getId());
                },
                this::publish);
    }

    private static Deployment replacement(Deployment current, Deployment asked) {
        if (asked.getRevision() != 0 && asked.getRevision() != current.getRevision()) {
            throw Status.ABORTED
                    .withDescription("model deployment '" + current.getName()
                            + "' was changed meanwhile: read it again and repeat your change")
                    .asRuntimeException();
        }
        refuseMove("name", current.getName(), asked.getName());
        refuseMove("namespace", current.getNamespace(), asked.getNamespace());
        Deployment.Builder wanted = asked.toBuilder().setName(current.getName()).setNamespace(current.getNamespace());
        return Rules.checked(wanted.build(), current).toBuilder()
                .setRevision(current.getRevision())
                .build();
    }

    private static void refuseMove(String field, String current, String asked) {
        if (!asked.isEmpty() && !asked.equals(current)) {
            throw Syntax.invalid(field + " cannot be changed from '" + current + "' to " + Syntax.quoted(asked)
                    + ": create another model deployment and delete this one");
        }
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

    /**
     * Stores what a deployer reports.
     *
     * @return false if that deployer has no such model deployment and never had
     */
    public boolean report(String deployerId, UpdateDeploymentRequest request, Report report) {
        String id = request.getId();
        return database.transaction(transaction -> {
            Optional<Deployment> wanted = transaction.first(
                    ModelDeploymentRow::wanted,
                    // The lock on the row makes concurrent reports number their events one after the other.
                    "SELECT wanted FROM model_deployments WHERE id = ? AND deployer_id = ? FOR UPDATE",
                    id,
                    deployerId);
            if (wanted.isEmpty()) {
                return new Removals(transaction).report(deployerId, request, report);
            }
            transaction.update("UPDATE model_deployments SET report = ? WHERE id = ?", report.toByteArray(), id);
            // A report on an older revision would appear in the history after the change that made it obsolete.
            if (report.getRevision() == 0
                    || report.getRevision() >= wanted.get().getRevision()) {
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

    private static ModelDeployment byId(Transaction transaction, String id) throws SQLException {
        return transaction
                .first(ModelDeploymentRow::read, Lookup.MODEL_DEPLOYMENTS + " WHERE m.id = ?", id)
                .orElseThrow(() -> Status.NOT_FOUND
                        .withDescription("there is no model deployment with the id " + Syntax.quoted(id))
                        .asRuntimeException());
    }
}
