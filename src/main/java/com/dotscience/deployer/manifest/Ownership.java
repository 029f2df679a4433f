package com.dotscience.deployer.manifest;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.Optional;

/**
 * Whose an object is, as its annotations say. The names are those of the Go program ds-deployer and never change: they
 * are how its objects are recognised.
 *
 * @param identity of the deployer
 * @param id of the model deployment
 */
public record Ownership(String identity, String id) {

    /** The label by which a deployer's objects are listed and watched; its value is {@link #OWNER}. */
    public static final String OWNER_LABEL = "owner";

    public static final String OWNER = "ds-deployer";

    /** The annotation that names the deployer's identity. */
    public static final String IDENTITY_ANNOTATION = "deployer.dotscience.com/identifier";

    /** The annotation that names the model deployment's id; as a label, what selects its pods. */
    public static final String ID = "deployment";

    /** The annotation that repeats the model deployment's name for people. */
    public static final String NAME_ANNOTATION = "name";

    /** Whose the object says it is; empty if it is not a deployer's. */
    public static Optional<Ownership> of(HasMetadata object) {
        Map<String, String> annotations = object.getMetadata().getAnnotations();
        if (annotations == null || annotations.get(IDENTITY_ANNOTATION) == null || annotations.get(ID) == null) {
            return Optional.empty();
        }
        return Optional.of(new Ownership(annotations.get(IDENTITY_ANNOTATION), annotations.get(ID)));
    }

    public boolean holds(HasMetadata object) {
        return of(object).filter(this::equals).isPresent();
    }
}
