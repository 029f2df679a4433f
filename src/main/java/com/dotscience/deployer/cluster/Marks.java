package com.dotscience.deployer.cluster;

import com.dotscience.api.ClusterContract;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.Optional;

/** What an object says of itself, one mark at a time; any of them may be missing. */
final class Marks {

    private Marks() {}

    /** The id of the model deployment that the object says it belongs to. */
    static Optional<String> id(HasMetadata object) {
        return value(object.getMetadata().getAnnotations(), ClusterContract.ID);
    }

    static Optional<String> identity(HasMetadata object) {
        return value(object.getMetadata().getAnnotations(), ClusterContract.IDENTITY_ANNOTATION);
    }

    /** Whether the informers' label selector matches it. */
    static boolean selected(HasMetadata object) {
        return value(object.getMetadata().getLabels(), ClusterContract.OWNER_LABEL)
                .filter(ClusterContract.OWNER::equals)
                .isPresent();
    }

    private static Optional<String> value(Map<String, String> map, String key) {
        return Optional.ofNullable(map).map(values -> values.get(key));
    }
}
