package com.dotscience.cli.command.deployment;

import com.dotscience.api.Deployment;
import com.dotscience.api.management.FleetUpdate;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.cli.command.Session;
import com.dotscience.cli.command.deployment.spec.ClassesArgument;
import com.dotscience.cli.command.deployment.spec.ModelOptions;
import com.dotscience.cli.command.fleet.FleetDetails;
import com.dotscience.cli.command.fleet.FleetWatch;
import com.dotscience.cli.connection.ManagementClient;
import com.dotscience.cli.output.DsException;
import java.util.Optional;
import picocli.CommandLine.Mixin;

/** The options of the commands that write a model deployment: how it is to be, and whether the command waits for its rollout. */
final class WriteOptions {

    @Mixin
    private ModelOptions model = new ModelOptions();

    @Mixin
    private WaitOptions waiting = new WaitOptions();

    @Mixin
    private DryRunOption dryRun = new DryRunOption();

    /** @throws DsException if options contradict each other */
    void check() {
        waiting.timeout();
        if (waiting.isGiven() && dryRun.isGiven()) {
            throw DsException.usage("--wait: there is no rollout to wait for in a dry run");
        }
    }

    /** Returns the option by which nothing is written. */
    DryRunOption dryRun() {
        return dryRun;
    }

    boolean changesNothing() {
        return model.isEmpty();
    }

    /** Returns the model deployment with the given options applied. */
    Deployment applyTo(Deployment deployment, Session session) {
        return model.applyTo(deployment, new ClassesArgument(session::resolve));
    }

    /** Shows the fleet update that was started, or follows it if the user asks for that. */
    void showFleet(Session session, ManagementClient gateway, FleetUpdate started) {
        if (waiting.isGiven()) {
            new FleetWatch(gateway, session, Optional.of(waiting.timeout())).untilDone(started);
        } else {
            session.show(new FleetDetails(started, session.now()));
        }
    }

    /** Shows the model deployment that was written, and waits for its rollout if the user asks for that. */
    void show(Session session, ManagementClient gateway, ModelDeployment written) {
        new WrittenDeployment(session, gateway, waiting).show(written);
    }
}
