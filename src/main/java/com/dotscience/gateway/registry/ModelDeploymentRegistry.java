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
import com.dotscience.gateway.windows.Given;
import com.dotscience.gateway.windows.Urgency;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** Stores which model deployments are wanted, and publishes every change to the deployer concerned. */
public final class ModelDeploymentRegistry {
    private final Database database;
    private final Changes changes;
    private final Hub<Deployment> hub;
    private final HandingOut handingOut;
    private final Admission admission;
    private final AcceptedChanges accepted;
    private final Presence presence;
    private final Clocks clocks;

    ModelDeploymentRegistry(
            Database database,
            Changes changes,
            Hub<Deployment> hub,
            HandingOut handingOut,
            Admission admission,
            AcceptedChanges accepted,
            Presence presence,
            Clocks clocks) {
        this.database = database;
        this.changes = changes;
        this.hub = hub;
        this.handingOut = handingOut;
        this.admission = admission;
        this.accepted = accepted;
        this.presence = presence;
        this.clocks = clocks;
    }

    /** @param caller who asks, as the caller says */
    public ModelDeployment create(String deployer, Deployment asked, String caller) {
        Deployment checked = Admission.checked(asked);
        return changes.make(
                (transaction, revision) -> {
                    RegisteredDeployer owner = new Lookup(transaction).deployer(deployer);
                    Deployment wanted = admission.ofNew(transaction, owner, checked).toBuilder()
                            .setId(UUID.randomUUID().toString())
                            .setRevision(revision)
                            .build();
                    long at = clocks.wall().millis();
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
                            at,
                            at);
                    accepted.writeFirst(transaction, wanted, caller, at);
                    return new Lookup(transaction).byId(wanted.getId());
                },
                this::publish);
    }

    /**
     * Asks for something else of a model deployment.
     *
     * @param now whether it is handed out at once, and what waited with it
     * @param caller who asks, as the caller says
     */
    public ModelDeployment update(Deployment asked, boolean now, String caller) {
        return changes.make(
                (transaction, revision) -> update(transaction, revision, asked, now, caller), this::publish);
    }

    /** Makes a change as a part of another one, which has to {@linkplain #publish publish} the result. */
    ModelDeployment update(Transaction transaction, long revision, Deployment asked, boolean now, String caller)
            throws SQLException {
        ModelDeployment current = new Lookup(transaction).byId(asked.getId());
        Deployment wanted = admission.ofChange(transaction, current, asked);
        if (wanted.equals(current.getDeployment())) {
            return now && Given.isWaiting(current)
                    ? handingOut.handOutNow(transaction, revision, current, caller)
                    : current;
        }
        String summary = ChangeSummary.ofUpdate(current.getDeployment(), wanted);
        return accepted.write(transaction, revision, current, wanted, caller, summary, Urgency.of(now));
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

    /** Tells its deployer of a change, if what it is given changed. */
    void publish(ModelDeployment changed, long revision) {
        handingOut.publish(changed, revision);
    }
}
