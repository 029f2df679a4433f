package com.dotscience.cli.command.deployment.spec;

import com.dotscience.api.Deployment;
import com.dotscience.cli.output.DsException;
import picocli.CommandLine.Mixin;

/** What the model's pods are given. */
final class PodOptions {

    @Mixin
    private EnvironmentOptions environment = new EnvironmentOptions();

    @Mixin
    private ResourceOptions resources = new ResourceOptions();

    @Mixin
    private ImageOptions images = new ImageOptions();

    @Mixin
    private PrivilegeOptions privileges = new PrivilegeOptions();

    boolean isEmpty() {
        return environment.isEmpty() && resources.isEmpty() && images.isEmpty() && privileges.isEmpty();
    }

    /** @throws DsException if an option is wrong */
    void applyTo(Deployment.Builder wanted) {
        if (isEmpty()) {
            return;
        }
        environment.applyTo(wanted);
        resources.applyTo(wanted.getDeploymentBuilder());
        images.applyTo(wanted.getDeploymentBuilder());
        privileges.applyTo(wanted.getDeploymentBuilder());
    }
}
