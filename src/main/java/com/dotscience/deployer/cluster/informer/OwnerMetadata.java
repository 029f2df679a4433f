package com.dotscience.deployer.cluster.informer;

import com.dotscience.api.ClusterContract;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an object's labels and annotations say of its owner, one at a time; any of them may be missing. */
public final class OwnerMetadata {

    private OwnerMetadata() {}

    /** The id of the model deployment that the object says it belongs to. */
    public static Optional<String> id(HasMetadata object) {
        return value(object.getMetadata().getAnnotations(), ClusterContract.ID);
    }

    /** The identity of the deployer that the object says it belongs to. */
    public static Optional<String> identity(HasMetadata object) {
        return value(object.getMetadata().getAnnotations(), ClusterContract.IDENTITY_ANNOTATION);
    }

    /** The optional kinds of which objects belong to it, as a Deployment notes them. */
    public static List<String> optionalKinds(HasMetadata object) {
        return value(object.getMetadata().getAnnotations(), ClusterContract.KINDS_ANNOTATION)
                .map(names -> List.of(names.split(",")))
                .orElse(List.of());
    }

    /** Whether it has the label that the informers select by. */
    public static boolean isLabelled(HasMetadata object) {
        return value(object.getMetadata().getLabels(), ClusterContract.OWNER_LABEL)
                .filter(ClusterContract.OWNER::equals)
                .isPresent();
    }

    private static Optional<String> value(Map<String, String> map, String key) {
        return Optional.ofNullable(map).map(values -> values.get(key));
    }
}
