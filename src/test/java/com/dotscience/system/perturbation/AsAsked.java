package com.dotscience.system.perturbation;

import com.dotscience.api.ClusterContract;
import com.dotscience.api.Deployment;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.stream.Stream;

/** Compares what is there with what was asked for, without the product's own code. */
public final class AsAsked {

    private AsAsked() {}

    /** What is in a namespace of all that deployers make. */
    public static List<HasMetadata> objects(KubernetesClient cluster, String namespace) {
        return Stream.of(
                        cluster.apps()
                                .deployments()
                                .inNamespace(namespace)
                                .list()
                                .getItems(),
                        cluster.services().inNamespace(namespace).list().getItems(),
                        cluster.network()
                                .v1()
                                .ingresses()
                                .inNamespace(namespace)
                                .list()
                                .getItems())
                .<HasMetadata>flatMap(List::stream)
                .toList();
    }

    /** Whether an object is one of this model deployment, as it was asked for. */
    public static boolean is(HasMetadata object, Deployment asked) {
        if (!asked.getId().equals(object.getMetadata().getAnnotations().get(ClusterContract.ID))
                || !object.getMetadata()
                        .getLabels()
                        .entrySet()
                        .containsAll(asked.getLabelsMap().entrySet())) {
            return false;
        }
        if (object instanceof io.fabric8.kubernetes.api.model.apps.Deployment deployment) {
            // What its controller notes of it is there by then.
            return deployment
                            .getMetadata()
                            .getGeneration()
                            .equals(deployment.getStatus().getObservedGeneration())
                    && deployment.getSpec().getReplicas()
                            == asked.getDeployment().getReplicas()
                    && deployment
                            .getSpec()
                            .getTemplate()
                            .getSpec()
                            .getContainers()
                            .get(0)
                            .getImage()
                            .equals(asked.getDeployment().getImage());
        }
        if (object instanceof Service service) {
            return service.getSpec().getPorts().get(0).getPort()
                    == asked.getService().getPorts(0).getPort();
        }
        return ((Ingress) object)
                .getSpec()
                .getRules()
                .get(0)
                .getHost()
                .equals(asked.getIngress().getHost());
    }
}
