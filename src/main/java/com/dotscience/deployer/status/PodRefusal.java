package com.dotscience.deployer.status;

import java.util.List;
import java.util.Locale;

/**
 * The API server's reason for refusing a ReplicaSet its pods. Only the text of the condition {@code ReplicaFailure} is left of
 * the answer, and it has to tell refusals that pass by themselves from those that somebody has to mend.
 */
final class PodRefusal {

    /**
     * These texts, in lower case, stand for the answers 401, 409, 429, 500, 503 and 504 of the API server and for webhooks that
     * it could not reach: all of them may pass by themselves.
     */
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

    /** Says whether the pods may be created later although nobody changes anything. */
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
