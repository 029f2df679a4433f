package com.dotscience.cli.command.deployment;

import com.dotscience.api.Phase;
import com.dotscience.api.management.Event;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.api.management.Report;
import com.dotscience.text.Age;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Derives the status of a model deployment from the last report of its deployer. */
final class DeploymentStatus {

    /** The list of all words, for the help. */
    static final String WORDS = "pending, progressing, ready, degraded, failed, removing or unknown";

    /** A deployer that still calls this long after a change, and reports nothing new, has nothing new to report. */
    private static final Duration SETTLE_TIME = Duration.ofSeconds(30);

    private DeploymentStatus() {}

    /** Returns the phase of what is wanted now. A report on an older revision does not count. */
    static Phase phase(ModelDeployment model) {
        Report report = model.getReport();
        if (!model.hasReport() || isReportOutdated(model)) {
            return Phase.PHASE_PENDING;
        }
        Phase reported = phase(report.getPhase(), report.getStatus());
        return reported == Phase.PHASE_READY && hasTooFewReplicas(model) ? Phase.PHASE_PROGRESSING : reported;
    }

    /** Whether a report without a revision counts fewer replicas than are wanted now, so that it is about an older revision. */
    private static boolean hasTooFewReplicas(ModelDeployment model) {
        return model.getReport().getRevision() == 0
                && model.getReport().getAvailableReplicas()
                        < model.getDeployment().getDeployment().getReplicas();
    }

    /** Returns the reported phase, or derives it from the status text where the Go program reported, which knows no phases. */
    static Phase phase(Phase reported, String statusText) {
        if (reported != Phase.PHASE_UNKNOWN && reported != Phase.UNRECOGNIZED) {
            return reported;
        } else if (statusText.isEmpty()) {
            return Phase.PHASE_UNKNOWN;
        } else if (statusText.contains(": error")) {
            return Phase.PHASE_FAILED;
        }
        return statusText.matches("Deployment: ready Service: (ready|none) Ingress: (ready|none)")
                ? Phase.PHASE_READY
                : Phase.PHASE_PROGRESSING;
    }

    /**
     * Whether the last report is about an older revision. The Go program reports no revision, and reports only when its status text
     * changes. So a report after a change counts for that change; and an earlier report counts again if the deployer still called
     * {@link #SETTLE_TIME} after the change without a new report.
     */
    static boolean isReportOutdated(ModelDeployment model) {
        Report report = model.getReport();
        return model.hasReport()
                && (report.getRevision() == 0
                        ? report.getReceivedAt() < model.getUpdatedAt()
                                && model.getDeployerSeenAt() < model.getUpdatedAt() + SETTLE_TIME.toMillis()
                        : report.getRevision() < model.getDeployment().getRevision());
    }

    /** Returns one of the {@link #WORDS}, for programs. */
    static String of(ModelDeployment model) {
        return word(phase(model)).toLowerCase(Locale.ROOT);
    }

    /**
     * Describes the status for people: {@code Ready}, or {@code Ready (stale, 3 minutes)} if the deployer has not called, or could not
     * watch its cluster, for so long.
     */
    static String shown(ModelDeployment model, Instant now) {
        String word = word(phase(model));
        if (!isStale(model) || !model.hasReport()) {
            return word;
        }
        long since = model.getStale() ? model.getDeployerSeenAt() : model.getClusterUnheardSince();
        return since == 0 ? word + " (stale)" : word + " (stale, " + Age.of(since, now) + ")";
    }

    /** Whether the last report may no longer be true. */
    static boolean isStale(ModelDeployment model) {
        return model.getStale() || isClusterUnreachable(model);
    }

    /** Whether the deployer is online but cannot watch its cluster. */
    static boolean isClusterUnreachable(ModelDeployment model) {
        return !model.getStale() && !model.getClusterTrouble().isEmpty();
    }

    static String word(Phase phase) {
        String name = phase == Phase.UNRECOGNIZED ? "UNKNOWN" : phase.name().substring("PHASE_".length());
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }

    /** Returns the phase of an event as a word. An event of the Go program has no phase, and its message is the status text. */
    static String word(Event event) {
        return word(phase(event.getPhase(), event.getMessage()));
    }

    /** Returns the message of the last report on what is wanted now, and why there is no newer one. */
    static String message(ModelDeployment model) {
        String message = isReportOutdated(model)
                ? "not reported on since it was asked for"
                : model.getReport().getMessage();
        return withTrouble(model, message);
    }

    /** Adds to a message that the deployer cannot watch its cluster, if that is so. */
    static String withTrouble(ModelDeployment model, String message) {
        if (!isClusterUnreachable(model)) {
            return message;
        }
        return (message.isEmpty() ? "" : message + "; ") + "the API server of its cluster is not heard ("
                + model.getClusterTrouble() + "): what runs keeps running, and nothing newer is known";
    }

    /** Says since when the deployer is offline; empty if it is online. */
    static String offline(ModelDeployment model, Instant now) {
        if (!model.getStale()) {
            return "";
        }
        return model.getDeployerSeenAt() == 0
                ? "offline, has never connected"
                : "offline, last heard of " + Age.of(model.getDeployerSeenAt(), now) + " ago";
    }

    /** Returns the available and the wanted replicas, as {@code 1/2}. */
    static String ready(ModelDeployment model) {
        return model.getReport().getAvailableReplicas() + "/"
                + model.getDeployment().getDeployment().getReplicas();
    }
}
