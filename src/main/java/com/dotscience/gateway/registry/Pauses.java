package com.dotscience.gateway.registry;

import com.dotscience.api.MaintenanceWindow;
import com.dotscience.api.management.DeploymentRef;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.gateway.store.Changes;
import com.dotscience.gateway.store.History;
import com.dotscience.gateway.store.Lookup;
import com.dotscience.gateway.store.MaintenanceTimes;
import com.dotscience.gateway.store.RegisteredDeployer;
import com.dotscience.gateway.store.Transaction;
import com.dotscience.gateway.windows.WindowRules;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;

/** Lets changes wait, and no longer: pauses of model deployments and of deployers, and the windows of deployers. */
public final class Pauses {
    private final Changes changes;
    private final HandingOut handingOut;
    private final Clock clock;

    private record Changed<T>(T result, List<ModelDeployment> handedOut) {}

    private interface Step<T> {
        T in(Transaction transaction) throws SQLException;
    }

    private interface Write {
        void of(MaintenanceTimes times, RegisteredDeployer deployer) throws SQLException;
    }

    /** @param clock dates pauses */
    Pauses(Changes changes, HandingOut handingOut, Clock clock) {
        this.changes = changes;
        this.handingOut = handingOut;
        this.clock = clock;
    }

    /** Pauses a model deployment. One that is paused already stays as it is. */
    public ModelDeployment pause(DeploymentRef ref, String caller) {
        return make(transaction -> {
            String id =
                    new Lookup(transaction).modelDeployment(ref).getDeployment().getId();
            long at = clock.millis();
            if (new MaintenanceTimes(transaction).pause(id, caller, at)) {
                new History(transaction, id).addNoted("Paused" + by(caller) + ": changes wait until it is resumed", at);
            }
            return id;
        });
    }

    /** Ends the pause of a model deployment. What waits is handed out, unless it waits for something else too. */
    public ModelDeployment resume(DeploymentRef ref, String caller) {
        return make(transaction -> {
            String id =
                    new Lookup(transaction).modelDeployment(ref).getDeployment().getId();
            if (new MaintenanceTimes(transaction).resume(id)) {
                new History(transaction, id).addNoted("Resumed" + by(caller), clock.millis());
            }
            return id;
        });
    }

    /** Makes a change, hands out what need not wait any longer, and returns the model deployment as it is then. */
    private ModelDeployment make(Step<String> step) {
        return changes.make(
                        (transaction, revision) -> {
                            String id = step.in(transaction);
                            List<ModelDeployment> handedOut = handingOut.handOutOpen(transaction, revision);
                            return new Changed<>(new Lookup(transaction).byId(id), handedOut);
                        },
                        this::publish)
                .result();
    }

    /** Pauses all model deployments of a deployer. One that is paused already stays as it is. */
    public RegisteredDeployer pauseDeployer(String nameOrId, String caller) {
        return makeOfDeployer(
                nameOrId, (times, deployer) -> times.pauseDeployer(deployer.id(), caller, clock.millis()));
    }

    /** Ends the pause of a deployer. */
    public RegisteredDeployer resumeDeployer(String nameOrId) {
        return makeOfDeployer(nameOrId, (times, deployer) -> times.resumeDeployer(deployer.id()));
    }

    /**
     * Sets the windows of a deployer; none: changes are handed out at any time.
     *
     * @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT; the message names the field and what is allowed
     */
    public RegisteredDeployer setWindows(String nameOrId, List<MaintenanceWindow> windows) {
        WindowRules.check(windows, List.of());
        return makeOfDeployer(nameOrId, (times, deployer) -> times.setWindows(deployer.id(), windows));
    }

    private RegisteredDeployer makeOfDeployer(String nameOrId, Write write) {
        return changes.make(
                        (transaction, revision) -> {
                            RegisteredDeployer deployer = new Lookup(transaction).deployer(nameOrId);
                            write.of(new MaintenanceTimes(transaction), deployer);
                            return new Changed<>(deployer, handingOut.handOutOpen(transaction, revision));
                        },
                        this::publish)
                .result();
    }

    private void publish(Changed<?> changed, long revision) {
        handingOut.lookAgain();
        handingOut.publishAll(changed.handedOut(), revision);
    }

    private static String by(String caller) {
        return caller.isEmpty() ? "" : " by " + caller + ", as it said of itself";
    }
}
