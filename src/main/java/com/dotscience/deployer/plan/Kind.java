package com.dotscience.deployer.plan;

/** The kinds of object a model deployment is made of; the names are those of the Kubernetes API. */
public enum Kind {
    DEPLOYMENT("Deployment"),
    SERVICE("Service"),
    INGRESS("Ingress");

    private final String apiName;

    Kind(String apiName) {
        this.apiName = apiName;
    }

    /** As the Kubernetes API spells it. */
    @Override
    public String toString() {
        return apiName;
    }
}
