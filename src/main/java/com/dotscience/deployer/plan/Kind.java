package com.dotscience.deployer.plan;

import io.fabric8.kubernetes.api.model.HasMetadata;

/** The kinds of object a model deployment is made of; the names are those of the Kubernetes API. */
public enum Kind {
    DEPLOYMENT("Deployment"),
    SERVICE("Service"),
    INGRESS("Ingress");

    private final String apiName;

    Kind(String apiName) {
        this.apiName = apiName;
    }

    /**
     * What kind of object this is.
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

    /** As the Kubernetes API spells it. */
    @Override
    public String toString() {
        return apiName;
    }
}
