package com.dotscience.deployer.plan;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;

/**
 * One write to one object. It carries everything that the write needs, so that planning and writing stay apart.
 *
 * @param id of the model deployment for which it is made
 * @param object for {@code CREATE} the object to create; for every other action the object as it was observed, whose uid and
 *     resourceVersion are the precondition of the write
 * @param patch a JSON Patch (RFC 6902) that also replaces {@code /metadata/resourceVersion} by the observed one, so that the
 *     API server refuses a write on top of somebody else's (409); empty for {@code CREATE} and {@code DELETE}
 * @param reason says to people in one sentence why it is made
 * @param differences the fields that are not as they are wanted; none for an object that is to be deleted
 */
public record Change(
        String id,
        Kind kind,
        Action action,
        HasMetadata object,
        String patch,
        String reason,
        List<Difference> differences) {

    public Change {
        differences = List.copyOf(differences);
    }

    /** Creates a change that does not name the fields that differ. */
    public Change(String id, Kind kind, Action action, HasMetadata object, String patch, String reason) {
        this(id, kind, action, object, patch, reason, List.of());
    }

    public String namespace() {
        return object.getMetadata().getNamespace();
    }

    public String name() {
        return object.getMetadata().getName();
    }

    /** Returns the key of the object that it writes. */
    public ObjectKey key() {
        return new ObjectKey(kind, namespace(), name());
    }

    /**
     * Returns whether the object is still as it was when this was planned. A new plan would then make the same change.
     *
     * @param there the object as it is now; null if there is none
     */
    public boolean isPlannedOn(HasMetadata there) {
        if (there == null || action == Action.CREATE) {
            return there == null && action == Action.CREATE;
        }
        return there.getMetadata()
                .getResourceVersion()
                .equals(object.getMetadata().getResourceVersion());
    }

    /**
     * Returns whether the spec of the object is still the one on which this was planned. If the object is in another state all the
     * same, most likely its controller has noted how far it is; edits of labels and annotations do not change the generation either.
     *
     * @param there the object as it is now; null if there is none
     */
    public boolean isPlannedOnGenerationOf(HasMetadata there) {
        return there != null
                && action != Action.CREATE
                && object.getMetadata().getGeneration() != null
                && object.getMetadata()
                        .getGeneration()
                        .equals(there.getMetadata().getGeneration())
                && object.getMetadata().getUid().equals(there.getMetadata().getUid());
    }

    /** Describes the change for logs, as in {@code UPDATE_IMAGE Deployment default/ds-roadsigns1-0ddb4984}. */
    @Override
    public String toString() {
        return action + " " + key();
    }
}
