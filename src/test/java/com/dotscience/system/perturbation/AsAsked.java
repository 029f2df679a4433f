package com.dotscience.system.perturbation;

import com.dotscience.api.ClusterContract;
import com.dotscience.api.Deployment;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares what is there with what was asked for, without the product's own code. */
public final class AsAsked {

    private static final int OBJECTS_OF_A_MODEL = 3;

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

    /** What is not there as it was asked for, or is there and was not: the ids. */
    public static List<String> differences(KubernetesClient cluster, String namespace, Collection<Deployment> asked) {
        Map<String, Deployment> byId = asked.stream().collect(Collectors.toMap(Deployment::getId, each -> each));
        Map<String, List<HasMetadata>> objects = objects(cluster, namespace).stream()
                .collect(Collectors.groupingBy(
                        object -> object.getMetadata().getAnnotations().get(ClusterContract.ID)));
        return Stream.concat(byId.keySet().stream(), objects.keySet().stream())
                .distinct()
                .filter(id -> !areAsAsked(objects.getOrDefault(id, List.of()), byId.get(id)))
                .toList();
    }

    private static boolean areAsAsked(List<HasMetadata> objects, Deployment asked) {
        return asked != null
                && objects.size() == OBJECTS_OF_A_MODEL
                && objects.stream().allMatch(object -> is(object, asked));
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
