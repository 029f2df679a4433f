package com.dotscience.deployer.cluster;

import com.dotscience.api.ClusterContract;
import com.dotscience.deployer.manifest.IngressClassForm;
import com.dotscience.deployer.manifest.Manifest;
import com.dotscience.deployer.manifest.ObjectName;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v1.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v1.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.Map;

/** The objects of a model deployment, as the deployer makes them. */
public record ModelObjects(com.dotscience.api.Deployment wanted, Manifest manifest) {

    public static final String IDENTITY = "3d87cc1b4fcd392b579b2f236f9465d3";

    /** Of the model deployment {@code cats} with this id in this namespace. */
    public static ModelObjects of(String id, String namespace) {
        var wanted = com.dotscience.api.Deployment.newBuilder()
                .setId(id)
                .setNamespace(namespace)
                .setName("cats");
        wanted.getDeploymentBuilder().setReplicas(1).setImage("example/cats:1").addPorts(8501);
        wanted.getServiceBuilder()
                .addPortsBuilder()
                .setName("model-http")
                .setProtocol("TCP")
                .setPort(8501)
                .setTargetPort(8501);
        wanted.getIngressBuilder().setHost("cats.example.com").setClass_("nginx");
        wanted.putLabels("team", "vision");
        var built = wanted.build();
        return new ModelObjects(built, Manifest.of(built, IDENTITY, IngressClassForm.ANNOTATION));
    }

    public String id() {
        return wanted.getId();
    }

    public String namespace() {
        return wanted.getNamespace();
    }

    public String name() {
        return ObjectName.of(wanted).name();
    }

    public Deployment deployment() {
        return manifest.deployment();
    }

    public Service service() {
        return manifest.service().orElseThrow();
    }

    public Ingress ingress() {
        return manifest.ingress().orElseThrow();
    }

    /** As an update of the Go program left it: without our label, with the one that its pods have. */
    public Deployment deploymentWithoutOwner() {
        return manifest.deployment()
                .edit()
                .editMetadata()
                .withLabels(Map.of(ClusterContract.ID, id()))
                .endMetadata()
                .build();
    }

    /** As the controllers make it from the Deployment, with a waiting container. */
    public Pod pod(String hash, String name) {
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace(namespace())
                .withName(name() + "-" + hash + "-" + name)
                .addToLabels(ClusterContract.ID, id())
                .addToLabels("pod-template-hash", hash)
                .addToAnnotations("example.com/network", "10.0.0.7")
                .addNewOwnerReference()
                .withApiVersion("apps/v1")
                .withKind("ReplicaSet")
                .withName(name() + "-" + hash)
                .withUid("uid-of-" + hash)
                .withController(true)
                .endOwnerReference()
                .endMetadata()
                .withSpec(deployment()
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .edit()
                        .withServiceAccountName("default")
                        .build())
                .withNewStatus()
                .withPhase("Pending")
                .addNewContainerStatus()
                .withName("model")
                .withImage("example/cats:1")
                .withReady(false)
                .withRestartCount(0)
                .withNewState()
                .withNewWaiting("not there", "ErrImagePull")
                .endState()
                .endContainerStatus()
                .endStatus()
                .build();
    }

    HorizontalPodAutoscaler autoscaler() {
        return new HorizontalPodAutoscalerBuilder()
                .withNewMetadata()
                .withNamespace(namespace())
                .withName("busy")
                .endMetadata()
                .withNewSpec()
                .withMaxReplicas(3)
                .withNewScaleTargetRef("apps/v1", "Deployment", name())
                .endSpec()
                .build();
    }

    static String version(HasMetadata object) {
        return object.getMetadata().getResourceVersion();
    }
}
