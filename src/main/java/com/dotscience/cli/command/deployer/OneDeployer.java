package com.dotscience.cli.command.deployer;

import com.dotscience.cli.command.Session;
import picocli.CommandLine.Mixin;

/** A command about one deployer. */
abstract class OneDeployer implements Runnable {

    final Session session;

    @Mixin
    final DeployerChoice choice = new DeployerChoice();

    OneDeployer(Session session) {
        this.session = session;
    }
}
