package com.dotscience.cli.command.deployment;

import com.dotscience.cli.command.Session;
import picocli.CommandLine.Mixin;

/** A command about one model deployment. */
abstract class OneDeployment implements Runnable {

    final Session session;

    @Mixin
    final DeploymentChoice choice = new DeploymentChoice();

    OneDeployment(Session session) {
        this.session = session;
    }
}
