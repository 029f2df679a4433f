package com.dotscience.cli.command.deployment;

import picocli.CommandLine.Command;

/** The group of the commands about model deployments. */
@Command(
        name = "deployment",
        description = "Model deployments: which models are to run where.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ds deployment create --model-name roadsigns1 -d minikube \\",
            "      -i quay.io/acme/roadsigns:1",
            "  ds deployment ls",
            "  ds deployment get roadsigns1",
            "  ds deployment logs roadsigns1 -f",
            "  ds deployment update roadsigns1 -i quay.io/acme/roadsigns:2",
            "  ds deployment rm roadsigns1"
        })
public final class DeploymentCommand {}
