package com.dotscience.gateway.registry;

import com.dotscience.api.Autoscaling;
import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.IngressSpec;
import com.dotscience.api.MetricsSpec;
import com.dotscience.api.RolloutSpec;
import com.dotscience.api.SecurityContext;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A setting of model deployments that an older deployer does not know.
 *
 * @param name for people
 * @param capability the capability that deployers announce if they know the setting
 * @param inPods whether a deployer that does not know it would take it out of what runs
 */
record Setting(String name, String capability, boolean inPods, Predicate<Deployment> isUsed) {

    private static final List<Setting> ALL = List.of(
            new Setting("canary", Capability.CANARY, true, Deployment::hasCanary),
            ofProxy("served name", metrics -> !metrics.getServedName().isEmpty()),
            ofProxy("record URL", metrics -> !metrics.getRecordUrl().isEmpty()),
            ofProxy(
                    "model metrics path",
                    metrics -> !metrics.getModelMetricsPath().isEmpty()),
            ofProxy("model metrics port", metrics -> metrics.getModelMetricsPort() != 0),
            ofProxy("proxy memory", Capability.PROXY_MEMORY, metrics -> metrics.getMemoryMib() != 0),
            ofIngress(
                    "TLS secret",
                    Capability.TLS,
                    ingress -> !ingress.getTlsSecret().isEmpty()),
            ofIngress("additional hosts", Capability.HOSTS, ingress -> ingress.getAdditionalHostsCount() > 0),
            ofIngress("path", Capability.HOSTS, ingress -> !ingress.getPath().isEmpty()),
            ofIngress(
                    "path type",
                    Capability.HOSTS,
                    ingress -> !ingress.getPathType().isEmpty()),
            ofIngress("route parents", Capability.ROUTE, ingress -> ingress.getRouteParentsCount() > 0),
            ofIngress("Ingress annotations", Capability.HOSTS, ingress -> ingress.getAnnotationsCount() > 0),
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
            ofPods("node selector", Capability.NODE_SELECTOR, pods -> pods.getNodeSelectorCount() > 0),
            ofPods("tolerations", Capability.SCHEDULING, pods -> pods.getTolerationsCount() > 0),
            ofPods("topology spread", Capability.SCHEDULING, pods -> pods.getTopologySpreadCount() > 0),
            ofPods(
                    "priority class",
                    Capability.SCHEDULING,
                    pods -> !pods.getPriorityClass().isEmpty()),
            ofPods(
                    "service account",
                    Capability.SERVICE_ACCOUNT,
                    pods -> !pods.getServiceAccount().isEmpty()),
            ofPods(
                    "security context",
                    Capability.SECURITY_CONTEXT,
                    pods -> !pods.getSecurityContext().equals(SecurityContext.getDefaultInstance())),
            ofPods("volumes", Capability.VOLUMES, pods -> pods.getVolumesCount() > 0),
            ofPods("pod annotations", Capability.POD_METADATA, pods -> pods.getPodAnnotationsCount() > 0),
            ofPods("pod labels", Capability.POD_METADATA, pods -> pods.getPodLabelsCount() > 0),
            ofPods(
                    "restart time",
                    Capability.RESTART,
                    pods -> !pods.getRestartedAt().isEmpty()),
            ofPods(
                    "readiness",
                    Capability.READINESS,
                    pods -> !Set.of("", "None").contains(pods.getReadiness().getType())),
            ofPods("start-up time", Capability.READINESS, pods -> pods.getStartUpSeconds() != 0),
            ofPods(
                    "termination grace period",
                    Capability.TERMINATION,
                    pods -> pods.getTerminationGracePeriodSeconds() != 0),
            ofPods("drain", Capability.TERMINATION, pods -> pods.getDrain().getSeconds() != 0),
            ofPods("rollout", Capability.ROLLOUT, pods -> !pods.getRollout().equals(RolloutSpec.getDefaultInstance())),
            ofPods(
                    "autoscaling",
                    Capability.AUTOSCALING,
                    pods -> !pods.getAutoscaling().equals(Autoscaling.getDefaultInstance())),
            ofPods(
                    "min available",
                    Capability.BUDGET,
                    pods -> !pods.getMinAvailable().isEmpty()));

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

    private static Setting ofIngress(String name, String capability, Predicate<IngressSpec> isUsed) {
        return new Setting(name, capability, true, wanted -> isUsed.test(wanted.getIngress()));
    }

    private static Setting ofPods(String name, String capability, Predicate<DeploymentSpec> isUsed) {
        return new Setting(name, capability, true, wanted -> isUsed.test(wanted.getDeployment()));
    }

    static List<Setting> usedIn(Deployment wanted) {
        return ALL.stream().filter(setting -> setting.isUsed().test(wanted)).toList();
    }

    /** Returns those of these capabilities that a setting asks for, in their order. */
    static List<String> capabilitiesAmong(Collection<String> announced) {
        return ALL.stream()
                .map(Setting::capability)
                .distinct()
                .filter(announced::contains)
                .toList();
    }

    /** Whether a deployer knows all that pods can be given. */
    static boolean knowsPods(Collection<String> capabilities) {
        return capabilities.containsAll(CAPABILITIES_OF_PODS);
    }
}
