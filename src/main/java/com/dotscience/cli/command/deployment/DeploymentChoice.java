package com.dotscience.cli.command.deployment;

import com.dotscience.api.management.DeploymentRef;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The argument and options that name the model deployment of a command. */
final class DeploymentChoice {

    @Parameters(paramLabel = "NAME", description = "Its name or id.")
    private String deployment;

    @Option(
            names = {"-d", "--deployer"},
            paramLabel = "DEPLOYER",
            description = "The name or id of its deployer, to tell equal names apart.")
    private String deployer = "";

    @Option(names = "--namespace", paramLabel = "NS", description = "Its namespace, to tell equal names apart.")
    private String namespace = "";

    DeploymentRef ref() {
        return DeploymentRef.newBuilder()
                .setDeployment(deployment)
                .setDeployer(deployer)
                .setNamespace(namespace)
                .build();
    }
}
