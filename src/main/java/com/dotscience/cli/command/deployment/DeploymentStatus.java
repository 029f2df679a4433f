package com.dotscience.cli.command.deployment;

import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.Phase;
import com.dotscience.api.management.Event;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.api.management.ReportedPhase;
import com.dotscience.text.Age;
import java.time.Instant;
import java.util.Locale;

/** Derives the status of a model deployment from the last report of its deployer. */
final class DeploymentStatus {

    /** The list of all words, for the help. */
    static final String WORDS = "pending, progressing, ready, degraded, failed, removing or unknown";

    private DeploymentStatus() {}

    /** Returns the phase of what is wanted now. A report on an older revision does not count. */
    static Phase phase(ModelDeployment model) {
        return ReportedPhase.of(model);
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
        return ReportedPhase.word(phase);
    }

    /** Returns the phase of an event as a word. An event of the Go program has no phase, and its message is the status text. */
    static String word(Event event) {
        return word(ReportedPhase.of(event.getPhase(), event.getMessage()));
    }

    /** Returns the message of the last report on what is wanted now, and why there is no newer one. */
    static String message(ModelDeployment model) {
        String message = ReportedPhase.isOutdated(model)
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

    /** Returns the available and the wanted replicas, as {@code 1/2}; where an autoscaler says how many are wanted, those. */
    static String ready(ModelDeployment model) {
        DeploymentSpec given = new Waiting(model).given().getDeployment();
        boolean autoscaled = given.getAutoscaling().getMaxReplicas() > 0
                && given.getReplicas() > 0
                && model.getReport().getDesiredReplicas() > 0;
        return model.getReport().getAvailableReplicas() + "/"
                + (autoscaled ? model.getReport().getDesiredReplicas() : given.getReplicas());
    }
}
