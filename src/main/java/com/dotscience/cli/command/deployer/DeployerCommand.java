package com.dotscience.cli.command.deployer;

import picocli.CommandLine.Command;

/** The group of the commands about deployers. */
@Command(
        name = "deployer",
        description = "Deployers: the agents that run model deployments, one in each cluster.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ds deployer create minikube",
            "  ds deployer manifest minikube --addr gateway.example.com:8800",
            "  ds deployer ls",
            "  ds deployer rotate-token minikube",
            "  ds deployer pause minikube",
            "  ds deployer rm minikube"
        })
public final class DeployerCommand {}
