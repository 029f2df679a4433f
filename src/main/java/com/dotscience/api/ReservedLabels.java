package com.dotscience.api;

/** The keys of labels by which Kubernetes or the deployer tells objects apart: they are nobody's to give. */
public final class ReservedLabels {
    private static final String KUBERNETES = "kubernetes.io";
    /** Kubernetes recommends these to users. */
    private static final String FOR_USERS = "app.kubernetes.io";

    private ReservedLabels() {}

    public static boolean contain(String key) {
        return areOurs(key) || isKubernetes(prefix(key));
    }

    /** The selector of the Deployment, and what the deployer finds its own objects by. */
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
