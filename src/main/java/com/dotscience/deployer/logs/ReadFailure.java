package com.dotscience.deployer.logs;

import com.dotscience.text.Causes;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.HttpURLConnection;

/**
 * The reason why the API server gave no log. The reader shows it, and decides by it whether to try again.
 *
 * @param why a sentence for people
 * @param forGood whether another attempt would fail in the same way
 */
record ReadFailure(String why, boolean forGood) {

    private static final int LONGEST = 300;

    /** @param subject the object whose log was asked for, such as {@code pod x} */
    static ReadFailure of(String subject, int code, String message) {
        boolean forbidden = code == HttpURLConnection.HTTP_FORBIDDEN || code == HttpURLConnection.HTTP_UNAUTHORIZED;
        String words = oneLine(message);
        return forbidden
                ? new ReadFailure(
                        "the API server does not let this deployer read " + subject + ": " + words
                                + "; its role needs list and watch on pods and get on pods/log",
                        true)
                : new ReadFailure("the API server gives no log of " + subject + ": " + words, false);
    }

    /**
     * Returns the failure for an error that a kubelet wrote. Its own words name files and sockets of the node, so a
     * sentence for people is put around them.
     */
    static ReadFailure ofNode(String subject, String message) {
        return new ReadFailure(
                "the node of " + subject + " gives no log, or no more of it: " + oneLine(message)
                        + "; its container runtime may be away, or may have removed the container: see whether the node is well",
                false);
    }

    static ReadFailure of(String subject, Throwable failure) {
        return failure instanceof KubernetesClientException answer && answer.getStatus() != null
                ? of(subject, answer.getCode(), answer.getStatus().getMessage())
                : new ReadFailure(
                        "the API server does not answer for " + subject + ": " + oneLine(Causes.root(failure)), false);
    }

    /** Returns the message in the body of a failed answer. */
    static String message(int code, String body) {
        try {
            String message = Serialization.unmarshal(body, Status.class).getMessage();
            if (message != null && !message.isBlank()) {
                return message;
            }
        } catch (RuntimeException e) {
            // The body is not JSON, which happens when a proxy in front of the API server answers.
        }
        return body.isBlank() ? "HTTP " + code : body;
    }

    private static String oneLine(String text) {
        String line = text.strip().lines().findFirst().orElse("");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }
}
