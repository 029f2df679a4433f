package com.dotscience.deployer.manifest;

import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.TopologySpread;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraintBuilder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Builds what the scheduler goes by when it chooses a node for a pod. What is not asked for is left to the cluster. */
final class Scheduling {

    private Scheduling() {}

    static Map<String, String> nodeSelector(DeploymentSpec asked) {
        return asked.getNodeSelectorCount() == 0 ? null : new TreeMap<>(asked.getNodeSelectorMap());
    }

    static String priorityClass(DeploymentSpec asked) {
        return asked.getPriorityClass().isEmpty() ? null : asked.getPriorityClass();
    }

    static List<Toleration> tolerations(DeploymentSpec asked) {
        return asked.getTolerationsList().stream().map(Scheduling::toleration).toList();
    }

    private static Toleration toleration(com.dotscience.api.Toleration asked) {
        return new TolerationBuilder()
                .withKey(nullIfEmpty(asked.getKey()))
                .withOperator(asked.getOperator().isEmpty() ? "Equal" : asked.getOperator())
                .withValue(nullIfEmpty(asked.getValue()))
                .withEffect(nullIfEmpty(asked.getEffect()))
                .withTolerationSeconds(asked.hasTolerationSeconds() ? asked.getTolerationSeconds() : null)
                .build();
    }

    /** Returns the constraints by which the pods of one model deployment are spread, whatever else runs on the nodes. */
    static List<TopologySpreadConstraint> spread(Deployment wanted) {
        return wanted.getDeployment().getTopologySpreadList().stream()
                .map(spread -> constraint(spread, CanaryManifest.podSelector(wanted)))
                .toList();
    }

    private static TopologySpreadConstraint constraint(TopologySpread asked, Map<String, String> pods) {
        return new TopologySpreadConstraintBuilder()
                .withMaxSkew(asked.getMaxSkew() == 0 ? 1 : asked.getMaxSkew())
                .withTopologyKey(asked.getTopologyKey())
                .withWhenUnsatisfiable(
                        asked.getWhenUnsatisfiable().isEmpty() ? "ScheduleAnyway" : asked.getWhenUnsatisfiable())
                .withNewLabelSelector()
                .withMatchLabels(pods)
                .endLabelSelector()
                .build();
    }

    private static String nullIfEmpty(String text) {
        return text.isEmpty() ? null : text;
    }
}
