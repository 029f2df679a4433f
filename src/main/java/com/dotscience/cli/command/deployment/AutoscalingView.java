package com.dotscience.cli.command.deployment;

import com.dotscience.api.Autoscaling;
import com.dotscience.cli.output.Absent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an autoscaler is asked for, as people and programs see it. */
record AutoscalingView(Autoscaling scaling) {

    static final String FIELDS = "autoscaling (minReplicas, maxReplicas, cpuPercent, requestsInFlight)";

    /** Returns it in words; empty where there is no autoscaler. */
    String text() {
        if (scaling.getMaxReplicas() == 0) {
            return "";
        }
        String goals = Stream.of(
                        scaling.getCpuPercent() == 0 ? "" : scaling.getCpuPercent() + "% of the processors",
                        scaling.getRequestsInFlight() == 0
                                ? ""
                                : scaling.getRequestsInFlight() + " requests in flight each")
                .filter(goal -> !goal.isEmpty())
                .collect(Collectors.joining(", "));
        return min() + " to " + scaling.getMaxReplicas() + " replicas, for " + goals;
    }

    /** Returns null where there is no autoscaler. */
    Map<String, Object> json() {
        if (scaling.getMaxReplicas() == 0) {
            return null;
        }
        var json = new LinkedHashMap<String, Object>();
        json.put("minReplicas", min());
        json.put("maxReplicas", scaling.getMaxReplicas());
        json.put("cpuPercent", Absent.nullIfZero(scaling.getCpuPercent()));
        json.put("requestsInFlight", Absent.nullIfZero(scaling.getRequestsInFlight()));
        return json;
    }

    private int min() {
        return Math.max(1, scaling.getMinReplicas());
    }
}
