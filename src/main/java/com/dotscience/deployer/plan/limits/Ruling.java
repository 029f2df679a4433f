package com.dotscience.deployer.plan.limits;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The decision on the breaches of one model deployment: some are refused, and some are left because they exist already.
 *
 * @param left the breaches that existed before
 * @param refused the breaches that are newly asked for
 */
public record Ruling(List<Breach> left, List<Breach> refused) {

    /** This ruling says that nothing breaks a limit. */
    public static final Ruling ALLOWED = new Ruling(List.of(), List.of());

    /**
     * Decides on breaches.
     *
     * @param own the objects in the cluster that belong to the model deployment
     * @param before the breaches that were left the last time: somebody may have just deleted or edited the object that shows
     *     one, which does not make it newly asked for
     */
    public static Ruling on(List<Breach> breaches, List<HasMetadata> own, List<Breach> before) {
        if (breaches.isEmpty()) {
            return ALLOWED;
        }
        Present present = new Present(own);
        var byPresence = breaches.stream()
                .collect(Collectors.partitioningBy(
                        breach -> present.has(breach) || before.stream().anyMatch(breach::isWithin)));
        return new Ruling(byPresence.get(true), byPresence.get(false));
    }

    /** Says to people why the model deployment is refused; empty if it is not. */
    public Optional<String> refusal() {
        return refused.isEmpty() ? Optional.empty() : Optional.of("Refused: " + sentences(refused));
    }

    /** Says to people what is left although it breaks a limit; empty if nothing is. */
    public Optional<String> remark() {
        return left.isEmpty()
                ? Optional.empty()
                : Optional.of("Left as it was, since it was there before the limit: " + sentences(left)
                        + "; it may be scaled down and removed");
    }

    private static String sentences(List<Breach> breaches) {
        return breaches.stream().map(Breach::sentence).collect(Collectors.joining("; "));
    }
}
