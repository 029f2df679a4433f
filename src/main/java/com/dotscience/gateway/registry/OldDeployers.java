package com.dotscience.gateway.registry;

import com.dotscience.api.MetricsSpec;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Deployers that were made before all that can be asked of a model-proxy: they would make what was asked for without it, and
 * say nothing.
 */
public final class OldDeployers {

    /** @param capability what a deployer announces that knows it */
    private record Addition(String name, String capability, Predicate<MetricsSpec> isAsked) {

        Addition(String name, Predicate<MetricsSpec> isAsked) {
            this(name, Capability.MODEL_PROXY, isAsked);
        }
    }

    private static final List<Addition> ADDITIONS = List.of(
            new Addition("served name", metrics -> !metrics.getServedName().isEmpty()),
            new Addition("record URL", metrics -> !metrics.getRecordUrl().isEmpty()),
            new Addition(
                    "model metrics path",
                    metrics -> !metrics.getModelMetricsPath().isEmpty()),
            new Addition("model metrics port", metrics -> metrics.getModelMetricsPort() != 0),
            new Addition("proxy memory", Capability.PROXY_MEMORY, metrics -> metrics.getMemoryMib() != 0));

    private final Presence presence;

    OldDeployers(Presence presence) {
        this.presence = presence;
    }

    /**
     * Refuses to ask a deployer for what it is known not to understand. What was asked of it before, of a newer one that
     * was there then, is no reason to refuse another change.
     *
     * @throws io.grpc.StatusRuntimeException FAILED_PRECONDITION, naming the field and the deployer's version
     */
    void refuse(String deployerId, String deployerName, MetricsSpec before, MetricsSpec asked) {
        List<Addition> newlyAsked = new ArrayList<>(asked(asked));
        newlyAsked.removeAll(asked(before));
        unheardOf(deployerId, deployerName, newlyAsked).ifPresent(sentence -> {
            throw Status.FAILED_PRECONDITION
                    .withDescription(sentence + ": upgrade the deployer first, or ask without")
                    .asRuntimeException();
        });
    }

    /** What a deployer leaves out of what is wanted of it, a sentence for people; empty if nothing. */
    public String remark(String deployerId, String deployerName, MetricsSpec wanted) {
        return unheardOf(deployerId, deployerName, asked(wanted))
                .map(sentence -> sentence + ", so what runs is without: upgrade the deployer")
                .orElse("");
    }

    /** Which of these a deployer that is there does not know, as the beginning of a sentence; empty if it knows them all. */
    private Optional<String> unheardOf(String deployerId, String deployer, List<Addition> asked) {
        List<Addition> unheardOf = asked.stream()
                .filter(addition -> presence.versionWithout(addition.capability(), deployerId)
                        .isPresent())
                .toList();
        return unheardOf.stream()
                .findFirst()
                .flatMap(first -> presence.versionWithout(first.capability(), deployerId))
                .map(version -> "deployer '" + deployer + "' has "
                        + (version.isEmpty() ? "an unknown version" : "version " + version) + ", which does not know "
                        + unheardOf.stream().map(Addition::name).collect(Collectors.joining(", ")));
    }

    private static List<Addition> asked(MetricsSpec metrics) {
        return ADDITIONS.stream()
                .filter(addition -> addition.isAsked().test(metrics))
                .toList();
    }
}
