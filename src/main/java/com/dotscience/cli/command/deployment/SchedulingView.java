package com.dotscience.cli.command.deployment;

import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.Toleration;
import com.dotscience.api.TopologySpread;
import com.dotscience.cli.output.Absent;
import com.dotscience.cli.output.Fields;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** On which nodes the pods of a model deployment run, as people and programs see it. */
record SchedulingView(DeploymentSpec pods) {

    /** The fields of {@link #json}, for the help. */
    static final String FIELDS = "nodeSelector, tolerations (key, operator, value, effect, tolerationSeconds),"
            + " topologySpread (topologyKey, maxSkew, whenUnsatisfiable), priorityClass";

    void addTo(Fields fields) {
        fields.addIfAny(
                        "Node selector",
                        new TreeMap<>(pods.getNodeSelectorMap())
                                .entrySet().stream().map(Object::toString).collect(Collectors.joining(", ")))
                .addIfAny(
                        "Tolerations",
                        pods.getTolerationsList().stream()
                                .map(SchedulingView::text)
                                .collect(Collectors.joining(", ")))
                .addIfAny(
                        "Spread over",
                        pods.getTopologySpreadList().stream()
                                .map(SchedulingView::text)
                                .collect(Collectors.joining(", ")))
                .addIfAny("Priority class", pods.getPriorityClass());
    }

    void addTo(Map<String, Object> json) {
        json.put("nodeSelector", new TreeMap<>(pods.getNodeSelectorMap()));
        json.put(
                "tolerations",
                pods.getTolerationsList().stream().map(SchedulingView::json).toList());
        json.put(
                "topologySpread",
                pods.getTopologySpreadList().stream().map(SchedulingView::json).toList());
        json.put("priorityClass", Absent.nullIfEmpty(pods.getPriorityClass()));
    }

    private static String text(Toleration toleration) {
        return (toleration.getKey().isEmpty() ? "every taint" : toleration.getKey())
                + (toleration.getValue().isEmpty() ? "" : "=" + toleration.getValue())
                + (toleration.getEffect().isEmpty() ? "" : ":" + toleration.getEffect())
                + (toleration.hasTolerationSeconds() ? " for " + toleration.getTolerationSeconds() + " s" : "");
    }

    private static String text(TopologySpread spread) {
        return spread.getTopologyKey() + (spread.getWhenUnsatisfiable().equals("DoNotSchedule") ? " (required)" : "");
    }

    private static Map<String, Object> json(Toleration toleration) {
        var json = new LinkedHashMap<String, Object>();
        json.put("key", Absent.nullIfEmpty(toleration.getKey()));
        json.put("operator", toleration.getOperator().isEmpty() ? "Equal" : toleration.getOperator());
        json.put("value", Absent.nullIfEmpty(toleration.getValue()));
        json.put("effect", Absent.nullIfEmpty(toleration.getEffect()));
        json.put("tolerationSeconds", toleration.hasTolerationSeconds() ? toleration.getTolerationSeconds() : null);
        return json;
    }

    private static Map<String, Object> json(TopologySpread spread) {
        var json = new LinkedHashMap<String, Object>();
        json.put("topologyKey", spread.getTopologyKey());
        json.put("maxSkew", Math.max(1, spread.getMaxSkew()));
        json.put(
                "whenUnsatisfiable",
                spread.getWhenUnsatisfiable().isEmpty() ? "ScheduleAnyway" : spread.getWhenUnsatisfiable());
        return json;
    }
}
