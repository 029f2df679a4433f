package com.dotscience.deployer.manifest;

/**
 * The place where an Ingress names its class. It is never both places, because the API server refuses such an Ingress
 * at creation.
 */
public enum IngressClassForm {
    /** The field {@code spec.ingressClassName}, for a cluster that has an IngressClass of that name. */
    FIELD,
    /** The annotation {@link #ANNOTATION_NAME}, which older controllers read, Webhook Relay's among them. */
    ANNOTATION;

    public static final String ANNOTATION_NAME = "kubernetes.io/ingress.class";
}
