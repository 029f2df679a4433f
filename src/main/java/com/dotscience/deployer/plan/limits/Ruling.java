package com.dotscience.deployer.plan.limits;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which breaches of one model deployment are refused, and which are left because they exist already.
 *
 * @param left breaches that existed before
 * @param refused breaches that are newly asked for
 */
public record Ruling(List<Breach> left, List<Breach> refused) {

    /** Nothing breaks a limit. */
    public static final Ruling ALLOWED = new Ruling(List.of(), List.of());

    /**
     * @param own the objects in the cluster that are its own
     * @param before what was left the last time: it may be out of the cluster for a moment, deleted by hand or edited, and is
     *     still not newly asked for
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

    /** Why it is refused, for people; empty if it is not. */
    public Optional<String> refusal() {
        return refused.isEmpty() ? Optional.empty() : Optional.of("Refused: " + sentences(refused));
    }

    /** What is left although it breaks a limit, for people; empty if nothing does. */
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
