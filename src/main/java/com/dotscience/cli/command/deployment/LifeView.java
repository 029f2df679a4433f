package com.dotscience.cli.command.deployment;

import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.Readiness;
import com.dotscience.api.RolloutSpec;
import com.dotscience.cli.output.Absent;
import com.dotscience.cli.output.Fields;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How the pods of a model deployment become ready, end, and take the place of older ones, as people and programs see it. */
record LifeView(DeploymentSpec pods) {

    /** The fields of {@link #json}, for the help. */
    static final String FIELDS = "readiness (type, path, port, model), startUpSeconds, terminationGracePeriodSeconds,"
            + " drain (seconds, imageSleep), rollout (strategy, maxSurge, maxUnavailable, progressDeadlineSeconds)";

    void addTo(Fields fields) {
        fields.addIfAny("Readiness", readiness())
                .addIfAny("Start-up", seconds(pods.getStartUpSeconds()))
                .addIfAny("Grace period", seconds(pods.getTerminationGracePeriodSeconds()))
                .addIfAny(
                        "Drain",
                        seconds(pods.getDrain().getSeconds())
                                + (pods.getDrain().getImageSleep() ? " by the image's sleep" : ""))
                .addIfAny("Rollout", rollout());
    }

    Map<String, Object> json() {
        Readiness readiness = pods.getReadiness();
        var ready = new LinkedHashMap<String, Object>();
        ready.put("type", Absent.nullIfEmpty(readiness.getType()));
        ready.put("path", Absent.nullIfEmpty(readiness.getPath()));
        ready.put("port", Absent.nullIfZero(readiness.getPort()));
        ready.put("model", Absent.nullIfEmpty(readiness.getModel()));
        var drain = new LinkedHashMap<String, Object>();
        drain.put("seconds", pods.getDrain().getSeconds());
        drain.put("imageSleep", pods.getDrain().getImageSleep());
        RolloutSpec asked = pods.getRollout();
        var rollout = new LinkedHashMap<String, Object>();
        rollout.put("strategy", Absent.nullIfEmpty(asked.getStrategy()));
        rollout.put("maxSurge", Absent.nullIfEmpty(asked.getMaxSurge()));
        rollout.put("maxUnavailable", Absent.nullIfEmpty(asked.getMaxUnavailable()));
        rollout.put("progressDeadlineSeconds", Absent.nullIfZero(asked.getProgressDeadlineSeconds()));
        var json = new LinkedHashMap<String, Object>();
        json.put("readiness", ready);
        json.put("startUpSeconds", Absent.nullIfZero(pods.getStartUpSeconds()));
        json.put("terminationGracePeriodSeconds", Absent.nullIfZero(pods.getTerminationGracePeriodSeconds()));
        json.put("drain", drain);
        json.put("rollout", rollout);
        return json;
    }

    private String readiness() {
        Readiness asked = pods.getReadiness();
        return Stream.of(
                        asked.getType(),
                        asked.getPath(),
                        asked.getPort() == 0 ? "" : "port " + asked.getPort(),
                        asked.getModel().isEmpty() ? "" : "model " + asked.getModel())
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private String rollout() {
        RolloutSpec asked = pods.getRollout();
        return Stream.of(
                        asked.getStrategy(),
                        named("max surge ", asked.getMaxSurge()),
                        named("max unavailable ", asked.getMaxUnavailable()),
                        named("deadline ", seconds(asked.getProgressDeadlineSeconds())))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static String named(String name, String value) {
        return value.isEmpty() ? "" : name + value;
    }

    private static String seconds(int seconds) {
        return seconds == 0 ? "" : seconds + " s";
    }
}
