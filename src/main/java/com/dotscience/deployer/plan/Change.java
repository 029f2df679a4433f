package com.dotscience.deployer.plan;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;

/**
 * One write to one object.
 *
 * @param id of the model deployment it is made for
 * @param object what is to be created; for every other action the object as it was observed, whose uid and
 *     resourceVersion are the precondition of the write
 * @param patch a JSON Patch (RFC 6902) that also replaces {@code /metadata/resourceVersion} by the observed one, so that
 *     a write on top of somebody else's is refused (409); empty for {@code CREATE} and {@code DELETE}
 * @param reason why, in one sentence for people
 * @param differences the fields that are not as they are wanted; none of what is to be deleted
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

    /** One that need not say which fields it is about. */
    public Change(String id, Kind kind, Action action, HasMetadata object, String patch, String reason) {
        this(id, kind, action, object, patch, reason, List.of());
    }

    public String namespace() {
        return object.getMetadata().getNamespace();
    }

    public String name() {
        return object.getMetadata().getName();
    }

    /** Which object it writes. */
    public ObjectKey key() {
        return new ObjectKey(kind, namespace(), name());
    }

    /** For logs: {@code UPDATE_IMAGE Deployment default/ds-roadsigns1-0ddb4984}. */
    @Override
    public String toString() {
        return action + " " + key();
    }
}
