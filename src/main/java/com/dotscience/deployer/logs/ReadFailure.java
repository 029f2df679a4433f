package com.dotscience.deployer.logs;

import com.dotscience.text.Causes;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.HttpURLConnection;

/**
 * Why the API server gave no log.
 *
 * @param why a sentence for people
 * @param forGood whether it would say the same again
 */
record ReadFailure(String why, boolean forGood) {

    private static final int LONGEST = 300;

    /** @param subject what was asked for, such as {@code pod x} */
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

    /** The failure that a kubelet reports in its own words, which are about its files and sockets. */
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

    /** What the body of a failed answer says. */
    static String message(int code, String body) {
        try {
            String message = Serialization.unmarshal(body, Status.class).getMessage();
            if (message != null && !message.isBlank()) {
                return message;
            }
        } catch (RuntimeException e) {
            // It is no JSON, as where a proxy before the API server answers.
        }
        return body.isBlank() ? "HTTP " + code : body;
    }

    private static String oneLine(String text) {
        String line = text.strip().lines().findFirst().orElse("");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }
}
