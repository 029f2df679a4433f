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
    private SchedulingOptions scheduling = new SchedulingOptions();

    @Mixin
    private VolumeOptions volumes = new VolumeOptions();

    @Mixin
    private PodMetadataOptions metadata = new PodMetadataOptions();

    @Mixin
    private SecurityOptions security = new SecurityOptions();

    @Mixin
    private ReadinessOptions readiness = new ReadinessOptions();

    @Mixin
    private RolloutOptions rollout = new RolloutOptions();

    @Mixin
    private PrivilegeOptions privileges = new PrivilegeOptions();

    @Mixin
    private ScalingOptions scaling = new ScalingOptions();

    boolean isEmpty() {
        return environment.isEmpty()
                && resources.isEmpty()
                && images.isEmpty()
                && scheduling.isEmpty()
                && volumes.isEmpty()
                && metadata.isEmpty()
                && security.isEmpty()
                && readiness.isEmpty()
                && rollout.isEmpty()
                && privileges.isEmpty()
                && scaling.isEmpty();
    }

    /** @throws DsException if an option is wrong */
    void applyTo(Deployment.Builder wanted) {
        if (isEmpty()) {
            return;
        }
        environment.applyTo(wanted);
        resources.applyTo(wanted.getDeploymentBuilder());
        images.applyTo(wanted.getDeploymentBuilder());
        scheduling.applyTo(wanted.getDeploymentBuilder());
        volumes.applyTo(wanted.getDeploymentBuilder());
        metadata.applyTo(wanted.getDeploymentBuilder());
        security.applyTo(wanted.getDeploymentBuilder());
        readiness.applyTo(wanted.getDeploymentBuilder());
        rollout.applyTo(wanted.getDeploymentBuilder());
        privileges.applyTo(wanted.getDeploymentBuilder());
        scaling.applyTo(wanted.getDeploymentBuilder());
    }
}
