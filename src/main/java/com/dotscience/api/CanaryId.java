package com.dotscience.api;

/**
 * The id under which a deployer runs and reports on the canary of a model deployment, and its name. Both are made from those of the
 * model deployment, so that both sides of the wire know one by the other.
 */
public final class CanaryId {

    private static final String SUFFIX = "-canary";

    private CanaryId() {}

    /** Returns the id of the canary of a model deployment. */
    public static String of(String id) {
        return id + SUFFIX;
    }

    /** Returns the name of the canary of a model deployment of this name. */
    public static String name(String name) {
        return name + SUFFIX;
    }

    /** Says whether an id is that of a canary. */
    public static boolean isOne(String id) {
        return id.endsWith(SUFFIX);
    }

    /** Returns the id of the model deployment to which this id leads: a canary's own model deployment, or else the id itself. */
    public static String stable(String id) {
        return isOne(id) ? id.substring(0, id.length() - SUFFIX.length()) : id;
    }
}
