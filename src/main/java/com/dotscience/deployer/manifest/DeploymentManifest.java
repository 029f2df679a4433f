package com.dotscience.deployer.manifest;

import com.dotscience.api.DeploymentSpec;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Builds the Deployment. Its pods run the container {@code model}, and beside it the model-proxy if it is asked for.
 */
final class DeploymentManifest {

    private DeploymentManifest() {}

    static Deployment of(com.dotscience.api.Deployment wanted, ObjectMeta metadata) {
        DeploymentSpec spec = wanted.getDeployment();
        Optional<ModelProxy> proxy = ModelProxy.of(wanted);
        List<Container> containers = new ArrayList<>(2);
        Termination termination = new Termination(spec, proxy);
        containers.add(model(spec, termination));
        proxy.map(its -> its.container(Security.ofProxy(spec))).ifPresent(containers::add);

        String serviceAccount = spec.getServiceAccount().isEmpty() ? null : spec.getServiceAccount();
        return new DeploymentBuilder()
                .withMetadata(metadata)
                .withNewSpec()
                .withReplicas(Math.toIntExact(AutoscalerManifest.replicas(spec)))
                .withNewSelector()
                .withMatchLabels(CanaryManifest.podSelector(wanted))
                .endSelector()
                .withStrategy(RolloutStrategy.of(spec.getRollout()).orElse(null))
                .withProgressDeadlineSeconds(RolloutStrategy.deadline(spec).orElse(null))
                .withNewTemplate()
                .withMetadata(PodMetadata.of(wanted, proxy))
                .withNewSpec()
                .withAutomountServiceAccountToken(spec.getServiceAccountToken())
                .withServiceAccountName(serviceAccount)
                // The API server mirrors the name in this older field, and takes it from there again if only the name
                // goes.
                .withServiceAccount(serviceAccount)
                .withSecurityContext(Security.ofPod(spec))
                .withTerminationGracePeriodSeconds(termination.gracePeriod().orElse(null))
                .withNodeSelector(Scheduling.nodeSelector(spec))
                .withTolerations(Scheduling.tolerations(spec))
                .withTopologySpreadConstraints(Scheduling.spread(wanted))
                .withPriorityClassName(Scheduling.priorityClass(spec))
                .withImagePullSecrets(ImagePull.secrets(spec))
                .withVolumes(ModelVolumes.of(spec))
                .withContainers(containers)
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    private static Container model(DeploymentSpec spec, Termination termination) {
        return new ContainerBuilder()
                .withName("model")
                .withImage(spec.getImage())
                .withImagePullPolicy(ImagePull.policy(spec))
                .withVolumeMounts(ModelVolumes.mounts(spec))
                .withCommand(spec.getCommandList())
                .withArgs(spec.getArgsList())
                .withEnv(Environment.of(spec.getEnvList()))
                .withResources(ModelResources.of(spec.getResources()).orElse(null))
                .withPorts(spec.getPortsList().stream()
                        .distinct()
                        .map(DeploymentManifest::port)
                        .toList())
                .withSecurityContext(Security.ofModel(spec))
                .withReadinessProbe(ModelProbes.readiness(spec).orElse(null))
                .withStartupProbe(ModelProbes.startUp(spec).orElse(null))
                .withLifecycle(termination.modelLifecycle().orElse(null))
                .build();
    }

    static ContainerPort port(int number) {
        return new ContainerPortBuilder()
                .withContainerPort(number)
                .withProtocol("TCP")
                .build();
    }
}
