package com.dotscience.validation;

import com.dotscience.api.Deployment;
import com.dotscience.api.Drain;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Refuses what a cluster is too old for: its API server would refuse it later, with words that help nobody. */
public final class ClusterVersionRules {

    private static final Pattern VERSION = Pattern.compile("v?1\\.(\\d{1,4})\\b.*");
    private static final int FIRST_MINOR_THAT_SLEEPS = 30;

    private ClusterVersionRules() {}

    /**
     * Returns why a cluster cannot do what is asked for and was not before, a sentence for people; empty if it can, or if its version is
     * not known.
     *
     * @param before what runs; empty if nothing does yet
     * @param version that of the API server, as it says it; empty if it is not known. It is asked for only where it matters
     * @param cluster names the cluster in the sentence
     */
    public static Optional<String> refusal(
            Deployment before, Deployment after, Supplier<String> version, String cluster) {
        if (!sleeps(after) || sleeps(before)) {
            return Optional.empty();
        }
        String known = version.get();
        Matcher parts = VERSION.matcher(known);
        return parts.matches() && Integer.parseInt(parts.group(1)) < FIRST_MINOR_THAT_SLEEPS
                ? Optional.of("drain needs Kubernetes 1.30, and " + cluster + " has " + known
                        + ": let the image sleep, if it has the command sleep, or ask without")
                : Optional.empty();
    }

    private static boolean sleeps(Deployment wanted) {
        Drain drain = wanted.getDeployment().getDrain();
        return drain.getSeconds() > 0 && !drain.getImageSleep();
    }
}
