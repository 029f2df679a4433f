package com.dotscience.cli.command.fleet;

import picocli.CommandLine.Command;

/** The group of the commands about fleet updates. */
@Command(
        name = "fleet",
        description = {
            "Fleet updates: changes of the model deployments of one name at several deployers, in waves.",
            "'ds deployment update --deployer-label' starts one, and the Gateway drives it."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ds deployment update roadsigns1 --deployer-label site=eu \\",
            "      -i quay.io/acme/roadsigns:2",
            "  ds fleet ls",
            "  ds fleet wait roadsigns1"
        })
public final class FleetCommand {}
