package com.dotscience.deployer.status;

import java.util.List;
import java.util.Locale;

/**
 * Why the API server does not let a ReplicaSet have its pods, from the words that are left of its answer in the condition
 * {@code ReplicaFailure}: some pass by themselves, as answers to the deployer's own writes do.
 */
final class PodRefusal {

    /** The API server's own words, in small letters, for 401, 409, 429, 500, 503 and 504, and of what asks others before. */
    private static final List<String> PASSES = List.of(
            "failed calling webhook",
            "internal error occurred",
            "the object has been modified",
            "too many requests",
            "currently unable to handle the request",
            "request did not complete within",
            "timed out",
            "context deadline exceeded",
            "connection refused",
            "etcdserver:",
            "not yet ready to handle request",
            "status unknown for quota");

    private PodRefusal() {}

    /** Whether it may be made later although nobody changes anything. */
    static boolean passes(String message) {
        String words = message == null ? "" : message.toLowerCase(Locale.ROOT);
        return words.equals("unauthorized")
                || !words.contains("denied the request") && PASSES.stream().anyMatch(words::contains);
    }

    static String remedy(String message) {
        return message != null && message.contains("exceeded quota")
                ? "the namespace's quota is used up: free some of it, or ask whoever runs the cluster for more"
                : "ask whoever runs the cluster to allow them";
    }
}
