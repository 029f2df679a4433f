package com.dotscience.deployer.plan;

import com.dotscience.deployer.manifest.Ownership;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The objects in the cluster that matter to one model deployment: those that carry its id, and any others that have the names
 * that its objects are to have.
 *
 * @param objects of every kind that a model deployment has, whoever they belong to
 * @param scaling who says how many replicas the Deployment has, beside the deployer
 * @param notSticking the kinds of object that did not stay as they were written
 * @param written the uids of the objects that this process wrote and nobody has taken over since: they belong to the model
 *     deployment even if somebody has removed their annotations
 * @param access what is known of the optional kinds; nothing is known of one that is not here
 * @param ledBy of a canary, the HTTPRoute of its model deployment that leads requests to it; empty if none does
 */
public record Observed(
        List<HasMetadata> objects,
        Scaling scaling,
        Set<Kind> notSticking,
        Set<String> written,
        Map<Kind, KindAccess> access,
        Optional<ObjectKey> ledBy) {

    public Observed {
        objects = List.copyOf(objects);
        notSticking = Set.copyOf(notSticking);
        written = Set.copyOf(written);
        access = Map.copyOf(access);
    }

    /** Creates a value in which every object stayed as it was written. */
    public Observed(List<HasMetadata> objects, Scaling scaling) {
        this(objects, scaling, Set.of(), Set.of(), Map.of(), Optional.empty());
    }

    /**
     * Creates a value in which every object stayed as it was written, and nobody else has an autoscaler.
     *
     * @param autoscaled whether the deployer's own autoscaler names the Deployment
     */
    public Observed(List<HasMetadata> objects, boolean autoscaled) {
        this(objects, autoscaled ? Scaling.OWN : Scaling.NONE);
    }

    /** Says whether an autoscaler names the Deployment, so that the deployer does not set its replicas. */
    public boolean autoscaled() {
        return scaling.autoscaled();
    }

    public Observed notSticking(Set<Kind> kinds) {
        return new Observed(objects, scaling, kinds, written, access, ledBy);
    }

    public Observed written(Set<String> uids) {
        return new Observed(objects, scaling, notSticking, uids, access, ledBy);
    }

    /** Returns the same objects with what is known of the optional kinds. */
    public Observed access(Map<Kind, KindAccess> kinds) {
        return new Observed(objects, scaling, notSticking, written, kinds, ledBy);
    }

    public Observed ledBy(Optional<ObjectKey> route) {
        return new Observed(objects, scaling, notSticking, written, access, route);
    }

    /** Returns what is known of an optional kind. */
    KindAccess access(Kind kind) {
        return access.getOrDefault(kind, KindAccess.UNKNOWN);
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
