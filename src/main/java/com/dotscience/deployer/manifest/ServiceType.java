package com.dotscience.deployer.manifest;

import java.util.Locale;

/** Converts the type of a Service to the spelling of the Kubernetes API, because people write it in various ways. */
public final class ServiceType {

    static final String LOAD_BALANCER = "LoadBalancer";

    private ServiceType() {}

    /** @param asked the type, in upper or lower case; empty for {@code ClusterIP} */
    public static String of(String asked) {
        return switch (asked.toLowerCase(Locale.ROOT)) {
            case "", "clusterip" -> "ClusterIP";
            case "loadbalancer" -> LOAD_BALANCER;
            case "nodeport" -> "NodePort";
            default -> asked; // The API server refuses an unknown type itself.
        };
    }
}
