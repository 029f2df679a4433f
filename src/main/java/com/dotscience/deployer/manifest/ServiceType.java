package com.dotscience.deployer.manifest;

import java.util.Locale;

/** The type of a Service, as the Kubernetes API spells it. */
public final class ServiceType {

    static final String LOAD_BALANCER = "LoadBalancer";

    private ServiceType() {}

    /** @param asked in any case of letters; empty for {@code ClusterIP} */
    public static String of(String asked) {
        return switch (asked.toLowerCase(Locale.ROOT)) {
            case "", "clusterip" -> "ClusterIP";
            case "loadbalancer" -> LOAD_BALANCER;
            case "nodeport" -> "NodePort";
            default -> asked; // the API server says which types there are
        };
    }
}
