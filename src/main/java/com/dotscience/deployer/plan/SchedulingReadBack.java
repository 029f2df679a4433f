package com.dotscience.deployer.plan;

import static java.util.Objects.requireNonNullElse;

import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.Toleration;
import com.dotscience.api.TopologySpread;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import java.util.Map;

/** Reads back from a pod template what somebody asked for of the nodes on which pods run. */
final class SchedulingReadBack {

    private SchedulingReadBack() {}

    static void into(DeploymentSpec.Builder model, PodSpec pod) {
        model.putAllNodeSelector(requireNonNullElse(pod.getNodeSelector(), Map.of()))
                .setPriorityClass(requireNonNullElse(pod.getPriorityClassName(), ""));
        pod.getTolerations().forEach(each -> model.addTolerations(toleration(each)));
        pod.getTopologySpreadConstraints().forEach(each -> model.addTopologySpread(spread(each)));
    }

    private static Toleration.Builder toleration(io.fabric8.kubernetes.api.model.Toleration there) {
        Toleration.Builder toleration = Toleration.newBuilder()
                .setKey(requireNonNullElse(there.getKey(), ""))
                .setOperator(requireNonNullElse(there.getOperator(), ""))
                .setValue(requireNonNullElse(there.getValue(), ""))
                .setEffect(requireNonNullElse(there.getEffect(), ""));
        return there.getTolerationSeconds() == null
                ? toleration
                : toleration.setTolerationSeconds(there.getTolerationSeconds());
    }

    private static TopologySpread.Builder spread(TopologySpreadConstraint there) {
        return TopologySpread.newBuilder()
                .setTopologyKey(requireNonNullElse(there.getTopologyKey(), ""))
                .setMaxSkew(requireNonNullElse(there.getMaxSkew(), 1))
                .setWhenUnsatisfiable(requireNonNullElse(there.getWhenUnsatisfiable(), ""));
    }
}
