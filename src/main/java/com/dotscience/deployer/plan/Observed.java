package com.dotscience.deployer.plan;

import com.dotscience.deployer.manifest.Ownership;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.List;
import java.util.Set;

/**
 * The objects in the cluster that matter to one model deployment: those that carry its id, and any others that have the names
 * that its objects are to have.
 *
 * @param objects Deployments, Services and Ingresses, whoever they belong to
 * @param autoscaled whether a HorizontalPodAutoscaler names the Deployment, so that the deployer does not set its replicas
 * @param notSticking the kinds of object that did not stay as they were written
 * @param written the uids of the objects that this process wrote and nobody has taken over since: they belong to the model
 *     deployment even if somebody has removed their annotations
 */
public record Observed(List<HasMetadata> objects, boolean autoscaled, Set<Kind> notSticking, Set<String> written) {

    public Observed {
        objects = List.copyOf(objects);
        notSticking = Set.copyOf(notSticking);
        written = Set.copyOf(written);
    }

    /** Creates a value in which every object stayed as it was written. */
    public Observed(List<HasMetadata> objects, boolean autoscaled) {
        this(objects, autoscaled, Set.of(), Set.of());
    }

    public Observed notSticking(Set<Kind> kinds) {
        return new Observed(objects, autoscaled, kinds, written);
    }

    public Observed written(Set<String> uids) {
        return new Observed(objects, autoscaled, notSticking, uids);
    }

    /** Says whether an object belongs to this owner, which alone may write to it (R3). */
    public boolean isOf(Ownership owner, HasMetadata object) {
        String uid = object.getMetadata().getUid();
        return owner.holds(object) || uid != null && written.contains(uid);
    }

    /** Returns the objects that belong to this owner. */
    public List<HasMetadata> of(Ownership owner) {
        return objects.stream().filter(object -> isOf(owner, object)).toList();
    }

    /** Says whether both are the same object at the same version, which the API server never gives twice. */
    public static boolean same(HasMetadata one, HasMetadata other) {
        ObjectMeta first = one.getMetadata();
        ObjectMeta second = other.getMetadata();
        return one == other
                || first.getUid().equals(second.getUid())
                        && first.getResourceVersion().equals(second.getResourceVersion());
    }
}
