package com.dotscience.gateway;

import com.dotscience.api.MetricsSpec;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Deployers that were made before all that can be asked of a model-proxy: they would make what was asked for without it, and
 * say nothing.
 */
final class OldDeployers {

    private record Addition(String name, Predicate<MetricsSpec> isAsked) {}

    private static final List<Addition> ADDITIONS = List.of(
            new Addition("served name", metrics -> !metrics.getServedName().isEmpty()),
            new Addition("record URL", metrics -> !metrics.getRecordUrl().isEmpty()),
            new Addition(
                    "model metrics path",
                    metrics -> !metrics.getModelMetricsPath().isEmpty()),
            new Addition("model metrics port", metrics -> metrics.getModelMetricsPort() != 0),
            new Addition("proxy memory", metrics -> metrics.getMemoryMib() != 0));

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
        List<String> unheardOf = new ArrayList<>(names(asked));
        unheardOf.removeAll(names(before));
        if (unheardOf.isEmpty()) {
            return;
        }
        presence.versionWithout(Caller.MODEL_PROXY, deployerId).ifPresent(version -> {
            throw Status.FAILED_PRECONDITION
                    .withDescription(
                            sentence(deployerName, version, unheardOf) + ": upgrade the deployer first, or ask without")
                    .asRuntimeException();
        });
    }

    /** What a deployer leaves out of what is wanted of it, a sentence for people; empty if nothing. */
    String remark(String deployerId, String deployerName, MetricsSpec wanted) {
        List<String> unheardOf = names(wanted);
        return unheardOf.isEmpty()
                ? ""
                : presence.versionWithout(Caller.MODEL_PROXY, deployerId)
                        .map(version -> sentence(deployerName, version, unheardOf)
                                + ", so what runs is without: upgrade the deployer")
                        .orElse("");
    }

    private static String sentence(String deployer, String version, List<String> unheardOf) {
        return "deployer '" + deployer + "' has " + (version.isEmpty() ? "an unknown version" : "version " + version)
                + ", which does not know " + String.join(", ", unheardOf);
    }

    private static List<String> names(MetricsSpec metrics) {
        return ADDITIONS.stream()
                .filter(addition -> addition.isAsked().test(metrics))
                .map(Addition::name)
                .toList();
    }
}
