package com.dotscience.deployer.manifest;

/** Where an Ingress names its class; never in both places, which the API server refuses at creation. */
public enum IngressClassForm {
    /** {@code spec.ingressClassName}: the cluster has an IngressClass of that name. */
    FIELD,
    /** The annotation {@link #ANNOTATION_NAME}, which older controllers read, Webhook Relay's among them. */
    ANNOTATION;

    public static final String ANNOTATION_NAME = "kubernetes.io/ingress.class";
}
