package com.dotscience.cli.command.deployment;

import com.dotscience.api.management.ModelDeployment;
import com.dotscience.cli.command.Session;
import com.dotscience.cli.connection.ManagementClient;
import com.dotscience.cli.output.DsException;

/** Shows the model deployment that a command wrote, and follows its rollout if the user asks for that. */
final class WrittenDeployment {

    private final Session session;
    private final ManagementClient gateway;
    private final WaitOptions options;

    WrittenDeployment(Session session, ManagementClient gateway, WaitOptions options) {
        this.session = session;
        this.gateway = gateway;
        this.options = options;
    }

    /**
     * Shows the model deployment at once. As JSON it is shown when the wait ends, because programs read one document.
     *
     * @throws DsException if the user waits for the rollout and it does not become ready
     */
    void show(ModelDeployment written) {
        if (!options.isGiven()) {
            session.show(new DeploymentSummary(written, session.now()));
            return;
        }
        if (!session.isForPrograms()) {
            session.show(new DeploymentSummary(written, session.now()));
        }
        var watch = new RolloutWatch(gateway, session, options.timeout());
        try {
            watch.untilReady(written);
        } finally {
            if (session.isForPrograms()) {
                session.show(new DeploymentSummary(watch.latest(), session.now()));
            }
        }
    }
}
