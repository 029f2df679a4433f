package com.dotscience.deployer.resources;

import com.dotscience.deployer.cluster.informer.ResourceInformers;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** What the deployer writes to resources: the finalizer and the status, and nothing else. */
public final class ResourceWrites {

    /** Keeps a resource that somebody deleted until the objects that were made of it are gone. */
    static final String FINALIZER = "dotscience.com/model-objects";

    private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

    private static final int ATTEMPTS = 5;

    private final KubernetesClient client;
    private final Supplier<Optional<String>> standingBy;

    /** @param standingBy says why another deployer writes in place of this one, which writes nothing then; empty if this one does */
    public ResourceWrites(KubernetesClient client, Supplier<Optional<String>> standingBy) {
        this.client = client;
        this.standingBy = standingBy;
    }

    static boolean isClaimed(GenericKubernetesResource resource) {
        return finalizers(resource).contains(FINALIZER);
    }

    /** Puts the finalizer onto a resource, unless it is there or the resource is deleted. */
    void claim(String namespace, String name) {
        change(namespace, name, false, finalizers -> {
            List<String> with = new ArrayList<>(finalizers);
            with.add(FINALIZER);
            return finalizers.contains(FINALIZER) ? finalizers : with;
        });
    }

    /** Takes the finalizer off a resource that is deleted; does nothing to one that is not. */
    void release(String namespace, String name) {
        change(
                namespace,
                name,
                true,
                finalizers -> finalizers.stream()
                        .filter(finalizer -> !finalizer.equals(FINALIZER))
                        .toList());
    }

    /** Writes a status; what it has as null is taken out. A resource that is gone needs none. */
    void status(String namespace, String name, Map<String, Object> status) {
        if (standingBy.get().isPresent()) {
            return;
        }
        try {
            resource(namespace, name).subresource("status").patch(MERGE, json(Map.of("status", status)));
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw e;
            }
        }
    }

    /** Others have finalizers there too, so a list that is not the latest is not written. A resource that is gone needs none. */
    private void change(String namespace, String name, boolean deleted, UnaryOperator<List<String>> change) {
        if (standingBy.get().isPresent()) {
            return;
        }
        for (int attempt = 1; ; attempt++) {
            GenericKubernetesResource now = resource(namespace, name).get();
            if (now == null || now.isMarkedForDeletion() != deleted) {
                return;
            }
            List<String> before = finalizers(now);
            List<String> after = change.apply(before);
            if (after.equals(before)) {
                return;
            }
            try {
                resource(namespace, name)
                        .patch(
                                MERGE,
                                json(Map.of(
                                        "metadata",
                                        Map.of(
                                                "resourceVersion",
                                                now.getMetadata().getResourceVersion(),
                                                "finalizers",
                                                after))));
                return;
            } catch (KubernetesClientException e) {
                if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                    return;
                }
                if (e.getCode() != HttpURLConnection.HTTP_CONFLICT || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static List<String> finalizers(GenericKubernetesResource resource) {
        return Objects.requireNonNullElse(resource.getMetadata().getFinalizers(), List.of());
    }

    private Resource<GenericKubernetesResource> resource(String namespace, String name) {
        return client.genericKubernetesResources(ResourceInformers.CONTEXT)
                .inNamespace(namespace)
                .withName(name);
    }

    private String json(Map<String, ?> patch) {
        return client.getKubernetesSerialization().asJson(patch);
    }
}
