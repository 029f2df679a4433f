package com.dotscience.deployer.plan;

import io.fabric8.kubernetes.api.model.HasMetadata;

/**
 * The kinds of object that make up a model deployment. Their names are those of the Kubernetes API, so that logs read like
 * {@code kubectl}.
 */
public enum Kind {
    DEPLOYMENT("Deployment"),
    SERVICE("Service"),
    INGRESS("Ingress");

    private final String apiName;

    Kind(String apiName) {
        this.apiName = apiName;
    }

    /**
     * Returns the kind of an object.
     *
     * @throws IllegalArgumentException if a model deployment has no such object
     */
    public static Kind of(HasMetadata object) {
        for (Kind kind : values()) {
            if (kind.apiName.equals(object.getKind())) {
                return kind;
            }
        }
        throw new IllegalArgumentException("A model deployment is made of no " + object.getKind());
    }

    /** Returns the kind as the Kubernetes API spells it. */
    @Override
    public String toString() {
        return apiName;
    }
}
