package com.dotscience.deployer.status;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A pod security standard that a namespace enforces, and how pods break it. People need both to mend the pods.
 *
 * @param standard such as {@code restricted}
 * @param breaches in the words of the API server
 */
record PodStandard(String standard, String breaches) {

    /** Pod security admission has written its refusals in this form since Kubernetes 1.23. */
    private static final Pattern BROKEN =
            Pattern.compile("violates PodSecurity \"([a-z]+)(?::[^\"]*)?\": (.+)", Pattern.DOTALL);

    /** Reads the standard from a refusal; empty if the message is about something else. */
    static Optional<PodStandard> broken(String message) {
        Matcher broken = BROKEN.matcher(message == null ? "" : message);
        return broken.find() ? Optional.of(new PodStandard(broken.group(1), broken.group(2))) : Optional.empty();
    }

    String sentence() {
        return "Pods cannot be made: its namespace lets only pods run that keep the pod security standard " + standard
                + ", and these do not (" + breaches
                + "): make it in a namespace with a lesser standard, or ask whoever runs"
                + " the cluster to lower this one's";
    }
}
