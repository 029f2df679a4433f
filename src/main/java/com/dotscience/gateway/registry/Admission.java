package com.dotscience.gateway.registry;

import com.dotscience.api.Deployment;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.gateway.store.Lookup;
import com.dotscience.gateway.store.RegisteredDeployer;
import com.dotscience.gateway.store.Transaction;
import com.dotscience.gateway.windows.WindowRules;
import com.dotscience.validation.ClusterVersionRules;
import com.dotscience.validation.Rules;
import com.dotscience.validation.Syntax;
import io.grpc.Status;
import java.sql.SQLException;
import java.util.List;

/** What a creation or a change has to pass before it is stored, and what it becomes by that. */
final class Admission {

    private final OldDeployers oldDeployers;
    private final Presence presence;

    Admission(OldDeployers oldDeployers, Presence presence) {
        this.oldDeployers = oldDeployers;
        this.presence = presence;
    }

    /**
     * Returns what is asked for in the form in which it is stored, as far as nothing has to be known for that.
     *
     * @throws io.grpc.StatusRuntimeException if no deployer could be asked for it
     */
    static Deployment checked(Deployment asked) {
        if (!asked.getId().isEmpty()) {
            throw Syntax.invalid("id must be empty: the Gateway gives it");
        }
        if (asked.hasCanary()) {
            throw Syntax.invalid("canary must be empty: a model deployment can have one when it is there");
        }
        Deployment checked = Rules.checked(asked);
        WindowRules.check(asked.getMaintenanceWindowsList(), List.of());
        return checked;
    }

    /**
     * Returns what is wanted of a deployer by a creation.
     *
     * @throws io.grpc.StatusRuntimeException if the creation is refused now
     */
    Deployment ofNew(Transaction transaction, RegisteredDeployer owner, Deployment checked) throws SQLException {
        refuseDuplicate(transaction, owner, checked);
        oldDeployers.refuse(owner.id(), owner.name(), Deployment.getDefaultInstance(), checked);
        refuseIfTooOld(owner, Deployment.getDefaultInstance(), checked);
        return CreationDefaults.in(checked, capability -> presence.announces(capability, owner.id()));
    }

    /**
     * Returns what is wanted after a change.
     *
     * @throws io.grpc.StatusRuntimeException if the change is refused now
     */
    Deployment ofChange(Transaction transaction, ModelDeployment current, Deployment asked) throws SQLException {
        Deployment wanted = Replacement.of(current.getDeployment(), asked);
        if (!wanted.equals(current.getDeployment())) {
            oldDeployers.refuse(current.getDeployerId(), current.getDeployerName(), current.getDeployment(), wanted);
            refuseIfTooOld(new Lookup(transaction).deployer(current.getDeployerId()), current.getDeployment(), wanted);
        }
        return wanted;
    }

    private static void refuseIfTooOld(RegisteredDeployer deployer, Deployment before, Deployment after) {
        ClusterVersionRules.refusal(
                        before, after, deployer::kubernetesVersion, "the cluster of deployer '" + deployer.name() + "'")
                .ifPresent(why -> {
                    throw Status.FAILED_PRECONDITION.withDescription(why).asRuntimeException();
                });
    }

    /**
     * Returns what is wanted after a change for which others are changed before: a deployer that is offline is taken for what it was when
     * it was connected last.
     *
     * @throws io.grpc.StatusRuntimeException if the change is refused now, or would be if the deployer came back as it was
     */
    Deployment ofChangeInFleet(Transaction transaction, ModelDeployment current, Deployment asked) throws SQLException {
        Deployment wanted = ofChange(transaction, current, asked);
        oldDeployers.refuseAsLastAnnounced(
                transaction,
                new Lookup(transaction).deployer(current.getDeployerId()),
                current.getDeployment(),
                wanted);
        return wanted;
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
}
