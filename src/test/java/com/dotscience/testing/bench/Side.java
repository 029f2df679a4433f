package com.dotscience.testing.bench;

/** Who is measured beside whom. */
enum Side {
    /** As it is unpacked. */
    DEPLOYER("deployer"),
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
        return this == DEPLOYER;
    }
}
