package com.dotscience.testing.demo;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The cluster of a demo.
 *
 * @param kubeconfig the file that says how to reach it
 * @param description where it is, for people
 * @param ingressUrl how its ingresses are reached, with {@code *} for the host; empty: the demo does not know
 */
record Place(Path kubeconfig, String description, Optional<String> ingressUrl) {

    static Place elsewhere(Path kubeconfig) {
        return new Place(kubeconfig, "as " + kubeconfig + " says", Optional.empty());
    }

    static Place embedded(Path kubeconfig, String server, int ingressPort) {
        return new Place(
                kubeconfig,
                "%-25s embedded: its pods are processes here".formatted(server),
                Optional.of("http://*:" + ingressPort));
    }

    /** The settings of a deployer there, by variable. */
    Map<String, String> settings() {
        return ingressUrl.map(url -> Map.of("DEPLOYER_INGRESS_URL", url)).orElse(Map.of());
    }
}
