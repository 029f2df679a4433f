package com.dotscience.cli.command.fleet;

import picocli.CommandLine.Parameters;

/** The argument that names the fleet update of a command. */
final class FleetChoice {

    @Parameters(
            paramLabel = "UPDATE",
            description = "Its number, or the name of its model deployments, of which the latest is meant.")
    private String update;

    String update() {
        return update;
    }
}
