package com.dotscience.cli.command.deployment;

import com.dotscience.api.Deployment;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.cli.command.Session;
import com.dotscience.cli.command.deployment.spec.ClassesArgument;
import com.dotscience.cli.command.deployment.spec.ModelOptions;
import com.dotscience.cli.connection.ManagementClient;
import picocli.CommandLine.Mixin;

/** The options of the commands that write a model deployment: how it is to be, and whether the command waits for its rollout. */
final class WriteOptions {

    @Mixin
    private ModelOptions model = new ModelOptions();

    @Mixin
    private WaitOptions waiting = new WaitOptions();

    /** @throws com.dotscience.cli.output.DsException if options contradict each other */
    void check() {
        waiting.timeout();
    }

    boolean changesNothing() {
        return model.isEmpty();
    }

    /** Returns the model deployment with the given options applied. */
    Deployment applyTo(Deployment deployment, Session session) {
        return model.applyTo(deployment, new ClassesArgument(session::resolve));
    }

    /** Shows the model deployment that was written, and waits for its rollout if the user asks for that. */
    void show(Session session, ManagementClient gateway, ModelDeployment written) {
        new WrittenDeployment(session, gateway, waiting).show(written);
    }
}
