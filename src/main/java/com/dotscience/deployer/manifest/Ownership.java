package com.dotscience.deployer.manifest;

import com.dotscience.api.ClusterContract;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.Optional;

/**
 * The owner of an object, as its annotations say. A deployer changes only objects of its own identity.
 *
 * @param identity the identity of the deployer
 * @param id the id of the model deployment
 */
public record Ownership(String identity, String id) {

    /** Returns the owner that the object's annotations name; empty if it belongs to no deployer. */
    public static Optional<Ownership> of(HasMetadata object) {
        Map<String, String> annotations = object.getMetadata().getAnnotations();
        if (annotations == null
                || annotations.get(ClusterContract.IDENTITY_ANNOTATION) == null
                || annotations.get(ClusterContract.ID) == null) {
            return Optional.empty();
        }
        return Optional.of(new Ownership(
                annotations.get(ClusterContract.IDENTITY_ANNOTATION), annotations.get(ClusterContract.ID)));
    }

    public boolean holds(HasMetadata object) {
        return of(object).filter(this::equals).isPresent();
    }
}
