package com.dotscience.cli.command.deployment.spec;

import com.dotscience.api.Deployment;
import com.dotscience.cli.output.DsException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the model's pods are given. */
final class PodOptions {

    @Mixin
    private EnvironmentOptions environment = new EnvironmentOptions();

    @Mixin
    private ResourceOptions resources = new ResourceOptions();

    @Mixin
    private ImageOptions images = new ImageOptions();

    @Option(
            names = "--node-selector",
            paramLabel = "k=v",
            arity = "1",
            description =
                    "A label that a node must have to run the model; k- takes it off. Can be given more than once.")
    private String[] nodeSelector = {};

    @Mixin
    private PrivilegeOptions privileges = new PrivilegeOptions();

    boolean isEmpty() {
        return environment.isEmpty()
                && resources.isEmpty()
                && images.isEmpty()
                && nodeSelector.length == 0
                && privileges.isEmpty();
    }

    /** @throws DsException if an option is wrong */
    void applyTo(Deployment.Builder wanted) {
        if (isEmpty()) {
            return;
        }
        environment.applyTo(wanted);
        resources.applyTo(wanted.getDeploymentBuilder());
        images.applyTo(wanted.getDeploymentBuilder());
        Assignment.all("--node-selector", nodeSelector).forEach((key, value) -> {
            if (value == null) {
                wanted.getDeploymentBuilder().removeNodeSelector(key);
            } else {
                wanted.getDeploymentBuilder().putNodeSelector(key, value);
            }
        });
        privileges.applyTo(wanted.getDeploymentBuilder());
    }
}
