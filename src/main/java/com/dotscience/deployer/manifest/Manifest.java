package com.dotscience.deployer.manifest;

import com.dotscience.api.ClusterContract;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The objects of one model deployment, in the form in which they are created.
 *
 * <p>They contain only what the deployer wants, and no value that the API server would drop or rewrite, so that a
 * comparison with the object that it returns finds real differences only. They are not checked for what the API server
 * judges (a port of 70000, two unnamed Service ports), because its messages are better.
 */
public record Manifest(
        Deployment deployment, Optional<Service> service, Optional<Ingress> ingress, List<HasMetadata> optional) {

    /** Returns the objects without those of optional kinds; see {@link #of(Deployment, String, IngressClassForm, ServedVersions)}. */
    public static Manifest of(
            com.dotscience.api.Deployment wanted, String identity, IngressClassForm ingressClassForm) {
        return of(wanted, identity, ingressClassForm, ServedVersions.NONE);
    }

    /**
     * @param served the versions in which the optional kinds can be made
     * @throws InvalidModelDeploymentException if no objects can be made of the model deployment: if it lacks an id or
     *     an image, or if its number of replicas is greater than Kubernetes can hold
     */
    public static Manifest of(
            com.dotscience.api.Deployment wanted,
            String identity,
            IngressClassForm ingressClassForm,
            ServedVersions served) {
        require(!wanted.getId().isEmpty(), "id", "is missing");
        require(!wanted.getDeployment().getImage().isEmpty(), "deployment.image", "is missing: name the model's image");
        long replicas = wanted.getDeployment().getReplicas();
        require(
                replicas >= 0 && replicas <= Integer.MAX_VALUE,
                "deployment.replicas",
                "is " + replicas + ": it has to be from 0 to " + Integer.MAX_VALUE);

        int memory = wanted.getMetrics().getMemoryMib();
        require(
                memory >= 0,
                "metrics.memory_mib",
                "is " + memory + ": it has to be a number of MiB, or 0 for the default");

        ObjectMeta metadata = metadata(wanted, identity);
        Deployment deployment = DeploymentManifest.of(wanted, withKinds(metadata, wanted));
        List<HasMetadata> optional = OptionalObjects.of(wanted, metadata, served);
        if (wanted.getService().getPortsCount() == 0) {
            return new Manifest(deployment, Optional.empty(), Optional.empty(), optional);
        }
        return new Manifest(
                deployment,
                Optional.of(ServiceManifest.of(wanted, metadata)),
                IngressManifest.of(wanted, metadata, ingressClassForm),
                optional);
    }

    /** Returns the Deployment, then the Service, the Ingress and the objects of optional kinds if they are wanted. */
    public List<HasMetadata> objects() {
        List<HasMetadata> objects = new ArrayList<>(3 + optional.size());
        objects.add(deployment);
        service.ifPresent(objects::add);
        ingress.ifPresent(objects::add);
        objects.addAll(optional);
        return objects;
    }

    /**
     * Notes on the Deployment which optional kinds belong to it, so that a deployer that starts finds their objects without watching
     * kinds that nobody uses.
     */
    private static ObjectMeta withKinds(ObjectMeta metadata, com.dotscience.api.Deployment wanted) {
        List<String> kinds = OptionalObjects.kinds(wanted);
        return kinds.isEmpty()
                ? metadata
                : new ObjectMetaBuilder(metadata)
                        .addToAnnotations(ClusterContract.KINDS_ANNOTATION, String.join(",", kinds))
                        .build();
    }

    private static ObjectMeta metadata(com.dotscience.api.Deployment wanted, String identity) {
        ObjectName where = ObjectName.of(wanted);
        Map<String, String> labels = new TreeMap<>(wanted.getLabelsMap());
        labels.put(ClusterContract.OWNER_LABEL, ClusterContract.OWNER);
        return new ObjectMetaBuilder()
                .withNamespace(where.namespace())
                .withName(where.name())
                .withLabels(labels)
                .addToAnnotations(ClusterContract.IDENTITY_ANNOTATION, identity)
                .addToAnnotations(ClusterContract.NAME_ANNOTATION, wanted.getName())
                .addToAnnotations(ClusterContract.ID, wanted.getId())
                .build();
    }

    private static void require(boolean holds, String field, String otherwise) {
        if (!holds) {
            throw new InvalidModelDeploymentException(field, otherwise);
        }
    }
}
