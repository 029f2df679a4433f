package com.dotscience.gateway.registry;

import com.dotscience.api.Deployment;
import com.dotscience.gateway.store.Announced;
import com.dotscience.gateway.store.RegisteredDeployer;
import com.dotscience.gateway.store.Transaction;
import io.grpc.Status;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Refuses settings that an older deployer does not know. Such a deployer would create the model deployment without them and report no
 * error, or take them out of pods that run.
 */
public final class OldDeployers {

    private final Presence presence;
    private final Map<String, String> toldNothing = new ConcurrentHashMap<>();

    OldDeployers(Presence presence) {
        this.presence = presence;
    }

    /**
     * Refuses to ask a deployer for what it is known not to understand. What was asked of it before, of a newer one that
     * was there then, is no reason to refuse another change.
     *
     * @throws io.grpc.StatusRuntimeException FAILED_PRECONDITION, naming the field and the deployer's version
     */
    void refuse(String deployerId, String deployerName, Deployment before, Deployment after) {
        List<Setting> added = new ArrayList<>(Setting.usedIn(after));
        added.removeAll(Setting.usedIn(before));
        unsupported(deployerId, deployerName, added).ifPresent(sentence -> {
            throw Status.FAILED_PRECONDITION
                    .withDescription(sentence + ": upgrade the deployer first, or ask without")
                    .asRuntimeException();
        });
    }

    /**
     * Refuses to count on a deployer that is offline for what it did not understand when it was connected last. Of one that has never
     * called nothing is known, so that nothing is refused.
     *
     * @throws io.grpc.StatusRuntimeException FAILED_PRECONDITION, naming the field and the deployer's version
     */
    void refuseAsLastAnnounced(
            Transaction transaction, RegisteredDeployer deployer, Deployment before, Deployment after)
            throws SQLException {
        Optional<Set<String>> heard = presence.announced(deployer.id());
        Optional<Set<String>> announced = heard.isPresent() ? heard : new Announced(transaction).by(deployer.id());
        if (announced.isEmpty()) {
            return;
        }
        List<Setting> unknown = new ArrayList<>(Setting.usedIn(after));
        unknown.removeAll(Setting.usedIn(before));
        unknown.removeIf(setting -> announced.get().contains(setting.capability()));
        if (!unknown.isEmpty()) {
            throw Status.FAILED_PRECONDITION
                    .withDescription(unknown(deployer.name(), deployer.version(), unknown)
                            + ", as it was connected last: upgrade the deployer first, or ask without")
                    .asRuntimeException();
        }
    }

    /**
     * Refuses to tell a deployer anything, while something runs for it that it would take out of its pods: an older one came in
     * the place of a newer.
     *
     * @param wanted all that is wanted of it
     * @throws io.grpc.StatusRuntimeException UNAVAILABLE, after which deployers of every age try again and change nothing
     */
    public void refuseToStrip(RegisteredDeployer deployer, Collection<String> capabilities, List<Deployment> wanted) {
        Optional<String> why = wanted.stream()
                .filter(each -> !mayHear(capabilities, each))
                .findFirst()
                .map(each -> sentence(deployer, capabilities, each));
        if (why.isEmpty()) {
            toldNothing.remove(deployer.id());
            return;
        }
        toldNothing.put(deployer.id(), why.get());
        throw Status.UNAVAILABLE.withDescription(why.get()).asRuntimeException();
    }

    private String sentence(RegisteredDeployer deployer, Collection<String> capabilities, Deployment wanted) {
        List<Setting> unknown = Setting.usedIn(wanted).stream()
                .filter(Setting::inPods)
                .filter(setting -> !capabilities.contains(setting.capability()))
                .toList();
        String version = presence.versionWithout(unknown.get(0).capability(), deployer.id())
                .orElse("");
        return unknown(deployer.name(), version, unknown) + ", as model deployment '" + wanted.getName()
                + "' has: it is told nothing, and all that runs stays as it is, until the deployer is upgraded";
    }

    /** Returns why a deployer is told nothing, a sentence for people; empty if it is told what is wanted. */
    String toldNothing(String deployerId) {
        return toldNothing.getOrDefault(deployerId, "");
    }

    /** Whether a deployer needs no check of what it may hear. */
    public static boolean mayHearAll(Collection<String> capabilities) {
        return Setting.knowsPods(capabilities);
    }

    /** Whether a deployer would take nothing out of the pods of this one. */
    public static boolean mayHear(Collection<String> capabilities, Deployment wanted) {
        return mayHearAll(capabilities)
                || Setting.usedIn(wanted).stream()
                        .noneMatch(setting -> setting.inPods() && !capabilities.contains(setting.capability()));
    }

    /** Returns a sentence for people that names the settings which a deployer ignores, or says why it is told nothing; else empty. */
    public String remark(String deployerId, String deployerName, Deployment wanted) {
        if (toldNothing.containsKey(deployerId)) {
            return toldNothing.get(deployerId);
        }
        return unsupported(deployerId, deployerName, Setting.usedIn(wanted))
                .map(sentence -> sentence + ", so what runs is without: upgrade the deployer")
                .orElse("");
    }

    /** Which of these a deployer that is there does not know, as the beginning of a sentence; empty if it knows them all. */
    private Optional<String> unsupported(String deployerId, String deployer, List<Setting> used) {
        List<Setting> unsupported = used.stream()
                .filter(setting -> presence.versionWithout(setting.capability(), deployerId)
                        .isPresent())
                .toList();
        return unsupported.stream()
                .findFirst()
                .flatMap(first -> presence.versionWithout(first.capability(), deployerId))
                .map(version -> unknown(deployer, version, unsupported));
    }

    private static String unknown(String deployer, String version, List<Setting> settings) {
        return "deployer '" + deployer + "' has "
                + (version.isEmpty() ? "an unknown version" : "version " + version) + ", which does not know "
                + settings.stream().map(Setting::name).collect(Collectors.joining(", "));
    }
}
