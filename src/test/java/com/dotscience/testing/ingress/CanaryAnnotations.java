package com.dotscience.testing.ingress;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.Map;
import java.util.Objects;

/**
 * What ingress-nginx documents of canaries, as far as weights go: the annotation {@code canary} makes an Ingress one, and all others
 * of this kind mean nothing without it; a canary gets its part of the requests for an Ingress of the same host and path that is none;
 * there is at most one for each rule.
 */
final class CanaryAnnotations {

    private static final String CANARY = "nginx.ingress.kubernetes.io/canary";
    private static final String WEIGHT = CANARY + "-weight";

    private CanaryAnnotations() {}

    /** Says whether an Ingress is a canary. */
    static boolean areOn(Ingress ingress) {
        return "true".equals(annotations(ingress).get(CANARY));
    }

    /** Returns how many of a hundred requests go to a canary; 0 if it does not say. */
    static int weight(Ingress ingress) {
        return Integer.parseInt(annotations(ingress).getOrDefault(WEIGHT, "0"));
    }

    private static Map<String, String> annotations(Ingress ingress) {
        return Objects.requireNonNullElse(ingress.getMetadata().getAnnotations(), Map.of());
    }
}
