package com.dotscience.cli.command.deployer;

import picocli.CommandLine.Parameters;

/** The argument that names the deployer of a command. */
final class DeployerChoice {

    @Parameters(index = "0", paramLabel = "NAME", description = "Its name or id.")
    private String deployer;

    String nameOrId() {
        return deployer;
    }
}
