package com.dotscience.gateway.registry;

import com.dotscience.api.Deployment;
import com.dotscience.api.management.CreateDeploymentRequest;
import com.dotscience.api.management.DryRunDeploymentRequest;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.gateway.store.Database;
import com.dotscience.gateway.store.Lookup;
import com.dotscience.gateway.store.RegisteredDeployer;
import com.dotscience.validation.Syntax;
import io.grpc.StatusRuntimeException;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** Tells what changes would be refused for, and what would be wanted after them. Nothing is stored. */
public final class ForetoldChanges {

    private final Database database;
    private final Admission admission;

    ForetoldChanges(Database database, Admission admission) {
        this.database = database;
        this.admission = admission;
    }

    /**
     * Refuses what a creation or an update would be refused for.
     *
     * @throws StatusRuntimeException the first refusal, with the name of the model deployment
     */
    public void check(List<CreateDeploymentRequest> creations, List<Deployment> updates) {
        database.snapshot(transaction -> {
            for (CreateDeploymentRequest creation : creations) {
                naming(creation.getDeployment(), () -> {
                    Deployment checked = Admission.checked(creation.getDeployment());
                    admission.ofNew(transaction, new Lookup(transaction).deployer(creation.getDeployer()), checked);
                });
            }
            for (Deployment update : updates) {
                naming(
                        update,
                        () -> admission.ofChange(transaction, new Lookup(transaction).byId(update.getId()), update));
            }
            return null;
        });
    }

    /**
     * Returns what would be wanted after a change, which is refused as the change itself would be.
     *
     * @throws StatusRuntimeException if the change would be refused
     */
    public ForetoldChange foretell(DryRunDeploymentRequest request) {
        return database.snapshot(transaction -> {
            Lookup lookup = new Lookup(transaction);
            return switch (request.getChangeCase()) {
                case CREATION -> {
                    CreateDeploymentRequest creation = request.getCreation();
                    Deployment checked = Admission.checked(creation.getDeployment());
                    RegisteredDeployer owner = lookup.deployer(creation.getDeployer());
                    yield foretold(
                            owner,
                            admission.ofNew(transaction, owner, checked).toBuilder()
                                    .setId(UUID.randomUUID().toString()));
                }
                case UPDATE -> {
                    Deployment asked = request.getUpdate().getDeployment();
                    ModelDeployment current = lookup.byId(asked.getId());
                    yield foretold(
                            lookup.deployer(current.getDeployerId()),
                            admission.ofChange(transaction, current, asked).toBuilder());
                }
                case REMOVAL -> {
                    ModelDeployment current = lookup.modelDeployment(request.getRemoval());
                    yield foretold(
                            lookup.deployer(current.getDeployerId()),
                            current.getDeployment().toBuilder().setDeleted(true));
                }
                case CHANGE_NOT_SET -> throw Syntax.invalid("a creation, an update or a removal must be given");
            };
        });
    }

    /** Its revision is later than that of what is wanted now, as that of the change would be. */
    private static ForetoldChange foretold(RegisteredDeployer deployer, Deployment.Builder wanted) {
        return new ForetoldChange(
                deployer, wanted.setRevision(wanted.getRevision() + 1).build());
    }

    private interface Check {
        void run() throws SQLException;
    }

    /** Of several, a person has to know which one a refusal is about. */
    private static void naming(Deployment asked, Check check) throws SQLException {
        try {
            check.run();
        } catch (StatusRuntimeException e) {
            throw e.getStatus()
                    .withDescription(asked.getName() + ": " + e.getStatus().getDescription())
                    .asRuntimeException();
        }
    }
}
