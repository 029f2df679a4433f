package com.dotscience.api;

/**
 * The names by which objects in a cluster are told apart: the deployer writes them, {@code ds} and the Gateway keep people from
 * taking them for something else. The labels and annotations are those of the Go program ds-deployer and never change, since
 * they are how its objects are recognised.
 */
public final class ClusterContract {

    /** The label by which a deployer's objects are listed and watched; its value is {@link #OWNER}. */
    public static final String OWNER_LABEL = "owner";

    public static final String OWNER = "ds-deployer";

    /** The annotation that names the model deployment's id; as a label, what selects its pods. */
    public static final String ID = "deployment";

    /** The annotation that repeats the model deployment's name for people. */
    public static final String NAME_ANNOTATION = "name";

    /** What keys of labels and annotations begin with that are the deployer's alone. */
    public static final String PREFIX = "deployer.dotscience.com/";

    /** The annotation that names the deployer's identity. */
    public static final String IDENTITY_ANNOTATION = PREFIX + "identifier";

    /** The annotation that lists which fields of an object are the deployer's. */
    public static final String APPLIED_ANNOTATION = PREFIX + "applied";

    /** The name of the Service's port for predictions, to which the Ingress leads. */
    public static final String PREDICTIONS_PORT = "model-http";

    private ClusterContract() {}
}
