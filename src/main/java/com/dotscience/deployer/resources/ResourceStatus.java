package com.dotscience.deployer.resources;

import com.dotscience.api.Phase;
import com.dotscience.api.UpdateDeploymentRequest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The status of a resource, in the words that Kubernetes has for it: conditions, which {@code kubectl wait} waits for. */
final class ResourceStatus {

    private static final String CONDITIONS = "conditions";
    private static final String TRUE = "True";
    private static final String FALSE = "False";
    private static final String STATUS = "status";
    private static final String CHANGED = "lastTransitionTime";

    private ResourceStatus() {}

    /**
     * Returns the status that says what a report says.
     *
     * @param before the status so far; a condition that stays as it was keeps its time
     */
    static Map<String, Object> of(UpdateDeploymentRequest report, Map<?, ?> before, Instant now) {
        var status = new LinkedHashMap<String, Object>();
        status.put("id", report.getId());
        status.put("observedGeneration", report.getRevision());
        status.put("phase", word(report.getPhase()));
        status.put("url", orNull(report.getUrl()));
        status.put("image", orNull(report.getImage()));
        status.put("replicas", report.getDesiredReplicas());
        status.put("updatedReplicas", report.getUpdatedReplicas());
        status.put("readyReplicas", report.getReadyReplicas());
        status.put("availableReplicas", report.getAvailableReplicas());
        status.put(
                CONDITIONS,
                List.of(
                        condition("Ready", is(report, Phase.PHASE_READY), report, before, now),
                        condition(
                                "Progressing",
                                is(report, Phase.PHASE_PENDING, Phase.PHASE_PROGRESSING, Phase.PHASE_REMOVING),
                                report,
                                before,
                                now),
                        condition(
                                "Degraded",
                                is(report, Phase.PHASE_DEGRADED, Phase.PHASE_FAILED),
                                report,
                                before,
                                now)));
        return status;
    }

    private static String is(UpdateDeploymentRequest report, Phase... phases) {
        if (report.getPhase() == Phase.PHASE_UNKNOWN) {
            return "Unknown";
        }
        return Arrays.asList(phases).contains(report.getPhase()) ? TRUE : FALSE;
    }

    /** Ready says at any time what goes on; the others say it where they are true. */
    private static Map<String, Object> condition(
            String type, String status, UpdateDeploymentRequest report, Map<?, ?> before, Instant now) {
        var condition = new LinkedHashMap<String, Object>();
        condition.put("type", type);
        condition.put(STATUS, status);
        condition.put("observedGeneration", report.getRevision());
        condition.put(CHANGED, changed(type, status, before, now));
        condition.put("reason", reason(report));
        String message = type.equals("Ready") || status.equals(TRUE) ? report.getMessage() : "";
        // An API server of Kubernetes 1.20 takes a text that is empty for null where a list is merged.
        if (!message.isEmpty()) {
            condition.put("message", message);
        }
        return condition;
    }

    private static String changed(String type, String status, Map<?, ?> before, Instant now) {
        return before.get(CONDITIONS) instanceof List<?> conditions
                ? conditions.stream()
                        .filter(each -> each instanceof Map<?, ?> condition
                                && type.equals(condition.get("type"))
                                && status.equals(condition.get(STATUS))
                                && condition.get(CHANGED) != null)
                        .map(each -> ((Map<?, ?>) each).get(CHANGED).toString())
                        .findFirst()
                        .orElseGet(() -> text(now))
                : text(now);
    }

    /** What the message is about, in one word; where that is not known, the phase. */
    private static String reason(UpdateDeploymentRequest report) {
        return report.getCause().isEmpty()
                ? word(report.getPhase())
                : Arrays.stream(report.getCause().split("[^A-Za-z0-9]+"))
                        .map(ResourceStatus::capitalized)
                        .collect(Collectors.joining());
    }

    private static String word(Phase phase) {
        return capitalized(phase.name().substring("PHASE_".length()).toLowerCase(Locale.ROOT));
    }

    private static String capitalized(String word) {
        return word.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    private static Object orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static String text(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
