package com.dotscience.gateway.registry;

import com.dotscience.api.MetricsSpec;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Refuses settings of a model-proxy that an older deployer does not know. Such a deployer would create the model deployment without
 * them and report no error.
 */
public final class OldDeployers {

    /** @param capability the capability that deployers announce if they know the setting */
    private record Setting(String name, String capability, Predicate<MetricsSpec> isUsed) {

        Setting(String name, Predicate<MetricsSpec> isUsed) {
            this(name, Capability.MODEL_PROXY, isUsed);
        }
    }

    private static final List<Setting> SETTINGS = List.of(
            new Setting("served name", metrics -> !metrics.getServedName().isEmpty()),
            new Setting("record URL", metrics -> !metrics.getRecordUrl().isEmpty()),
            new Setting(
                    "model metrics path",
                    metrics -> !metrics.getModelMetricsPath().isEmpty()),
            new Setting("model metrics port", metrics -> metrics.getModelMetricsPort() != 0),
            new Setting("proxy memory", Capability.PROXY_MEMORY, metrics -> metrics.getMemoryMib() != 0));

    private final Presence presence;

    OldDeployers(Presence presence) {
        this.presence = presence;
    }

    /**
     * Refuses a change that uses a setting which the deployer is known not to understand. A setting that was used before is no
     * reason to refuse another change: a newer deployer accepted it then.
     *
     * @throws io.grpc.StatusRuntimeException FAILED_PRECONDITION, naming the field and the deployer's version
     */
    void refuse(String deployerId, String deployerName, MetricsSpec before, MetricsSpec after) {
        List<Setting> added = new ArrayList<>(used(after));
        added.removeAll(used(before));
        unsupported(deployerId, deployerName, added).ifPresent(sentence -> {
            throw Status.FAILED_PRECONDITION
                    .withDescription(sentence + ": upgrade the deployer first, or ask without")
                    .asRuntimeException();
        });
    }

    /** Returns a sentence for people that names the settings which a deployer ignores; empty if it knows them all. */
    public String remark(String deployerId, String deployerName, MetricsSpec wanted) {
        return unsupported(deployerId, deployerName, used(wanted))
                .map(sentence -> sentence + ", so what runs is without: upgrade the deployer")
                .orElse("");
    }

    /** Names, as the start of a sentence, the settings that an online deployer does not know; empty if it knows them all. */
    private Optional<String> unsupported(String deployerId, String deployer, List<Setting> used) {
        List<Setting> unsupported = used.stream()
                .filter(setting -> presence.versionWithout(setting.capability(), deployerId)
                        .isPresent())
                .toList();
        return unsupported.stream()
                .findFirst()
                .flatMap(first -> presence.versionWithout(first.capability(), deployerId))
                .map(version -> "deployer '" + deployer + "' has "
                        + (version.isEmpty() ? "an unknown version" : "version " + version) + ", which does not know "
                        + unsupported.stream().map(Setting::name).collect(Collectors.joining(", ")));
    }

    private static List<Setting> used(MetricsSpec metrics) {
        return SETTINGS.stream()
                .filter(setting -> setting.isUsed().test(metrics))
                .toList();
    }
}
