package com.dotscience.api;

/**
 * The names that identify a deployer's objects in a cluster. The deployer writes them, and {@code ds} and the Gateway refuse them
 * for other uses. The labels and annotations are those of the Go program ds-deployer and never change, because its objects are
 * recognised by them.
 */
public final class ClusterContract {

    /** The label by which a deployer's objects are listed and watched; its value is {@link #OWNER}. */
    public static final String OWNER_LABEL = "owner";

    public static final String OWNER = "ds-deployer";

    /** The annotation with the id of the model deployment. The label of the same key selects its pods. */
    public static final String ID = "deployment";

    /** The label that the pods of a canary have; its value is the id of the canary. The Deployment of a canary selects by it. */
    public static final String CANARY_LABEL = "deployer.dotscience.com/canary";

    /** The annotation that repeats the model deployment's name for people. */
    public static final String NAME_ANNOTATION = "name";

    /** The prefix of the keys of labels and annotations that belong to the deployer alone. */
    public static final String PREFIX = "deployer.dotscience.com/";

    /** The annotation with the identity of the deployer. */
    public static final String IDENTITY_ANNOTATION = PREFIX + "identifier";

    /** The annotation that lists which fields of an object are the deployer's. */
    public static final String APPLIED_ANNOTATION = PREFIX + "applied";

    /**
     * The annotation of a Deployment that lists the optional kinds of object that belong to it, by their names, with commas between
     * them.
     */
    public static final String KINDS_ANNOTATION = PREFIX + "kinds";

    /** The annotation of a Deployment that is stopped and has an autoscaler: how many replicas there were until then. */
    public static final String REPLICAS_BEFORE_STOP_ANNOTATION = PREFIX + "replicas-before-stop";

    /** The name of the Service's port for predictions, which is the backend of the Ingress. */
    public static final String PREDICTIONS_PORT = "model-http";

    private ClusterContract() {}
}
