package com.dotscience.testing.bench;

/** Who is measured beside whom. */
enum Side {
    /** As it is unpacked. */
    DEPLOYER("deployer"),
    /** As it is in the image and in its pod: with an archive of its classes, the pod's memory and {@code JAVA_OPTS}. */
    IMAGE("deployer, as in its image"),
    /** Camel with a route and four informers: what a deployer on Camel cannot start faster than, or idle on less. */
    FLOOR("floor"),
    BARE("bare client"),
    KUBECTL_CREATE("kubectl create"),
    KUBECTL_APPLY("kubectl apply");

    private final String words;

    Side(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    boolean isDeployer() {
        return this == DEPLOYER || this == IMAGE;
    }
}
