package com.dotscience.api;

/** The keys of labels that Kubernetes or the deployer identifies objects by, and that users therefore cannot set. */
public final class ReservedLabels {
    private static final String KUBERNETES = "kubernetes.io";
    /** The prefix that Kubernetes recommends to users. */
    private static final String FOR_USERS = "app.kubernetes.io";

    private ReservedLabels() {}

    public static boolean contain(String key) {
        return areOurs(key) || isKubernetes(prefix(key));
    }

    /** Whether the key is the selector of the Deployment, or one that the deployer finds its own objects by. */
    private static boolean areOurs(String key) {
        return key.equals(ClusterContract.ID)
                || key.equals(ClusterContract.OWNER_LABEL)
                || key.startsWith(ClusterContract.PREFIX);
    }

    private static boolean isKubernetes(String prefix) {
        return prefix.equals(KUBERNETES) || prefix.endsWith("." + KUBERNETES) && !prefix.equals(FOR_USERS);
    }

    private static String prefix(String key) {
        return key.indexOf('/') < 0 ? "" : key.substring(0, key.indexOf('/'));
    }
}
