package com.dotscience.gateway.registry;

import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.MetricsSpec;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/**
 * A setting of model deployments that an older deployer does not know.
 *
 * @param name for people
 * @param capability the capability that deployers announce if they know the setting
 * @param inPods whether a deployer that does not know it would take it out of pods that run
 */
record Setting(String name, String capability, boolean inPods, Predicate<Deployment> isUsed) {

    private static final List<Setting> ALL = List.of(
            ofProxy("served name", metrics -> !metrics.getServedName().isEmpty()),
            ofProxy("record URL", metrics -> !metrics.getRecordUrl().isEmpty()),
            ofProxy(
                    "model metrics path",
                    metrics -> !metrics.getModelMetricsPath().isEmpty()),
            ofProxy("model metrics port", metrics -> metrics.getModelMetricsPort() != 0),
            ofProxy("proxy memory", Capability.PROXY_MEMORY, metrics -> metrics.getMemoryMib() != 0),
            ofPods("env", Capability.ENVIRONMENT, pods -> pods.getEnvCount() > 0),
            ofPods("command", Capability.ENVIRONMENT, pods -> pods.getCommandCount() > 0),
            ofPods("args", Capability.ENVIRONMENT, pods -> pods.getArgsCount() > 0),
            ofPods(
                    "resources",
                    Capability.RESOURCES,
                    pods -> pods.getResources().getLimitsCount()
                                    + pods.getResources().getRequestsCount()
                            > 0),
            ofPods(
                    "image pull policy",
                    Capability.IMAGES,
                    pods -> !pods.getImagePullPolicy().isEmpty()),
            ofPods("image pull secrets", Capability.IMAGES, pods -> pods.getImagePullSecretsCount() > 0),
            ofPods(
                    "shared memory",
                    Capability.SHARED_MEMORY,
                    pods -> !pods.getSharedMemory().isEmpty()),
            ofPods("node selector", Capability.NODE_SELECTOR, pods -> pods.getNodeSelectorCount() > 0));

    private static final List<String> CAPABILITIES_OF_PODS = ALL.stream()
            .filter(Setting::inPods)
            .map(Setting::capability)
            .distinct()
            .toList();

    private static Setting ofProxy(String name, Predicate<MetricsSpec> isUsed) {
        return ofProxy(name, Capability.MODEL_PROXY, isUsed);
    }

    private static Setting ofProxy(String name, String capability, Predicate<MetricsSpec> isUsed) {
        return new Setting(name, capability, false, wanted -> isUsed.test(wanted.getMetrics()));
    }

    private static Setting ofPods(String name, String capability, Predicate<DeploymentSpec> isUsed) {
        return new Setting(name, capability, true, wanted -> isUsed.test(wanted.getDeployment()));
    }

    static List<Setting> usedIn(Deployment wanted) {
        return ALL.stream().filter(setting -> setting.isUsed().test(wanted)).toList();
    }

    /** Whether a deployer knows all that pods can be given. */
    static boolean knowsPods(Collection<String> capabilities) {
        return capabilities.containsAll(CAPABILITIES_OF_PODS);
    }
}
