package com.dotscience.deployer.resources;

import com.dotscience.api.Deployment;
import com.dotscience.deployer.cluster.ObservedState;
import com.dotscience.deployer.cluster.informer.ResourceInformers;
import com.dotscience.deployer.desired.Update;
import com.dotscience.deployer.desired.Update.Removal;
import com.dotscience.deployer.desired.Update.Snapshot;
import com.dotscience.deployer.desired.Update.Upsert;
import com.dotscience.deployer.reconcile.GuardedDesiredState;
import com.dotscience.resource.ResourceInCluster;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.camel.Body;

/**
 * The steps of routes by which resources become updates of the desired state. A resource is named by its key, {@code namespace/name},
 * and looked up when a step runs, so that the last word about it is always that of the informer.
 *
 * <p>A resource gets a finalizer before anything is made of it. So its removal is never missed: it stays, marked as deleted, until its
 * objects are gone.
 */
public final class ModelResources {

    private final Optional<ResourceInformers> resources;
    private final ResourceWrites writes;
    private final GuardedDesiredState desired;
    private final ObservedState observed;
    private final LongSupplier position;
    private final Supplier<String> version;

    /**
     * @param resources empty if none is read
     * @param position gives the position of the desired state
     * @param version gives that of the API server; empty if it is not known
     */
    public ModelResources(
            Optional<ResourceInformers> resources,
            ResourceWrites writes,
            GuardedDesiredState desired,
            ObservedState observed,
            LongSupplier position,
            Supplier<String> version) {
        this.resources = resources;
        this.writes = writes;
        this.desired = desired;
        this.observed = observed;
        this.position = position;
        this.version = version;
    }

    /**
     * Puts the finalizer onto a resource that lacks it, and takes it off one that is deleted while its id is somebody else's, for whom
     * the objects stay.
     *
     * @throws io.fabric8.kubernetes.client.KubernetesClientException if the API server does not take that
     */
    public void claim(@Body String key) {
        get(key).filter(this::isToBeClaimed).ifPresent(resource -> {
            ObjectMeta metadata = resource.getMetadata();
            if (resource.isMarkedForDeletion()) {
                writes.release(metadata.getNamespace(), metadata.getName());
            } else {
                writes.claim(metadata.getNamespace(), metadata.getName());
            }
        });
    }

    /** Returns what a resource says now; null if it is gone, so that only the next list lacks it, or if the cluster is not known yet. */
    public Update update(@Body String key) {
        if (!observed.synced()) {
            return null;
        }
        return get(key).map(this::update).orElse(null);
    }

    /** Returns the keys of the resources that {@link #claim} has to look at. */
    public List<String> unclaimed() {
        return all().orElse(List.of()).stream()
                .filter(this::isToBeClaimed)
                .map(resource -> resource.getMetadata().getNamespace() + "/"
                        + resource.getMetadata().getName())
                .toList();
    }

    /**
     * Returns a complete list of what all resources say; null if they cannot be read, or if the cluster is not known yet. A resource
     * without its finalizer is in it only if something was made of it before.
     */
    public Update list() {
        long before = position.getAsLong();
        return observed.synced()
                ? all().map(all ->
                                list(all.stream().filter(this::isClaimedOrMade).toList(), before))
                        .orElse(null)
                : null;
    }

    /** Returns the same list, with those without the finalizer: for a deployer that only looks. */
    public Update listOfAll() {
        long before = position.getAsLong();
        return observed.synced() ? all().map(all -> list(all, before)).orElse(null) : null;
    }

    private Snapshot list(List<GenericKubernetesResource> all, long before) {
        List<Deployment> wanted = new ArrayList<>();
        List<Removal> removed = new ArrayList<>();
        Map<String, String> refused = new HashMap<>();
        for (GenericKubernetesResource resource : all) {
            Update update = update(resource);
            if (update instanceof Upsert upsert) {
                wanted.add(upsert.wanted());
                if (!upsert.refusal().isEmpty()) {
                    refused.put(upsert.wanted().getId(), upsert.refusal());
                }
            } else if (update instanceof Removal removal) {
                removed.add(removal);
            }
        }
        return new Snapshot(Update.RESOURCES, wanted, removed, 0, before, true, refused);
    }

    /** What somebody deleted names itself, so it is as good as confirmed; its finalizer waits to hear that its objects are gone. */
    private Update update(GenericKubernetesResource resource) {
        String id = id(resource);
        if (resource.isMarkedForDeletion()) {
            return new Removal(Update.RESOURCES, id, 0, true, true);
        }
        ResourceReading reading = ResourceReading.of(resource, present(id), version);
        return new Upsert(
                Update.RESOURCES, reading.wanted(), 0, reading.refusal().orElse(""));
    }

    private boolean isClaimedOrMade(GenericKubernetesResource resource) {
        return ResourceWrites.isClaimed(resource)
                || resource.isMarkedForDeletion()
                || desired.isOfResource(id(resource));
    }

    private boolean isToBeClaimed(GenericKubernetesResource resource) {
        return resource.isMarkedForDeletion()
                ? ResourceWrites.isClaimed(resource) && isOfOthers(resource)
                : !ResourceWrites.isClaimed(resource);
    }

    private boolean isOfOthers(GenericKubernetesResource resource) {
        String id = id(resource);
        return desired.wanted(id).isPresent() && !desired.isOfResource(id);
    }

    private Optional<Deployment> before(String id) {
        return desired.wanted(id)
                .filter(wanted ->
                        desired.isOfResource(id) && desired.refusal(id).isEmpty());
    }

    /** Returns what is there of a model deployment, as it was asked for or else as its objects show it; empty if it is new. */
    private Optional<Deployment> present(String id) {
        return before(id).or(() -> PresentModel.of(observed.of(id, null, null).objects()));
    }

    private Optional<GenericKubernetesResource> get(String key) {
        int slash = key.indexOf('/');
        return resources.flatMap(all -> all.get(key.substring(0, slash), key.substring(slash + 1)));
    }

    private Optional<List<GenericKubernetesResource>> all() {
        return resources.flatMap(ResourceInformers::all);
    }

    private static String id(GenericKubernetesResource resource) {
        ObjectMeta metadata = resource.getMetadata();
        return ResourceInCluster.id(metadata.getNamespace(), metadata.getName());
    }
}
