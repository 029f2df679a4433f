package com.dotscience.deployer.manifest;

import com.dotscience.api.ClusterContract;
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
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Builds the Deployment. Its pods run the container {@code model}, and beside it the model-proxy if it is asked for.
 */
final class DeploymentManifest {

    private DeploymentManifest() {}

    static Deployment of(com.dotscience.api.Deployment wanted, ObjectMeta metadata) {
        Optional<ModelProxy> proxy = ModelProxy.of(wanted);
        List<Container> containers = new ArrayList<>(2);
        containers.add(model(wanted.getDeployment(), proxy));
        proxy.map(ModelProxy::container).ifPresent(containers::add);

        Map<String, String> podLabels = Map.of(ClusterContract.ID, wanted.getId());
        return new DeploymentBuilder()
                .withMetadata(metadata)
                .withNewSpec()
                .withReplicas(Math.toIntExact(wanted.getDeployment().getReplicas()))
                .withNewSelector()
                .withMatchLabels(podLabels)
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(podLabels)
                .withAnnotations(proxy.map(ModelProxy::podAnnotations).orElse(null))
                .endMetadata()
                .withNewSpec()
                .withAutomountServiceAccountToken(wanted.getDeployment().getServiceAccountToken())
                .withNewSecurityContext()
                .withNewSeccompProfile()
                .withType(wanted.getDeployment().getUnconfined() ? "Unconfined" : "RuntimeDefault")
                .endSeccompProfile()
                .endSecurityContext()
                .withTerminationGracePeriodSeconds(
                        proxy.map(ModelProxy::terminationGracePeriod).orElse(null))
                .withNodeSelector(nodeSelector(wanted.getDeployment()))
                .withImagePullSecrets(ImagePull.secrets(wanted.getDeployment()))
                .withVolumes(SharedMemory.volumes(wanted.getDeployment()))
                .withContainers(containers)
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    private static Map<String, String> nodeSelector(DeploymentSpec spec) {
        return spec.getNodeSelectorCount() == 0 ? null : new TreeMap<>(spec.getNodeSelectorMap());
    }

    private static Container model(DeploymentSpec spec, Optional<ModelProxy> proxy) {
        return new ContainerBuilder()
                .withName("model")
                .withImage(spec.getImage())
                .withImagePullPolicy(ImagePull.policy(spec))
                .withVolumeMounts(SharedMemory.mounts(spec))
                .withCommand(spec.getCommandList())
                .withArgs(spec.getArgsList())
                .withEnv(Environment.of(spec.getEnvList()))
                .withResources(ModelResources.of(spec.getResources()).orElse(null))
                .withPorts(spec.getPortsList().stream()
                        .distinct()
                        .map(DeploymentManifest::port)
                        .toList())
                .withNewSecurityContext()
                .withAllowPrivilegeEscalation(spec.getPrivilegeEscalation())
                .endSecurityContext()
                .withLifecycle(proxy.map(ModelProxy::modelLifecycle).orElse(null))
                .build();
    }

    static ContainerPort port(int number) {
        return new ContainerPortBuilder()
                .withContainerPort(number)
                .withProtocol("TCP")
                .build();
    }
}
