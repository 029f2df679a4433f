package com.dotscience.cli.command.deployment;

import com.dotscience.api.Phase;
import com.dotscience.api.management.Event;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.api.management.Report;
import com.dotscience.text.Age;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** How a model deployment is, from what its deployer last reported. */
final class DeploymentStatus {

    /** Every word there is, for the help. */
    static final String WORDS = "pending, progressing, ready, degraded, failed, removing or unknown";

    /** As long as a deployer may be silent and still be online: it lists every 10 s. */
    private static final Duration SETTLED = Duration.ofSeconds(30);

    private DeploymentStatus() {}

    /** The phase of what is wanted now: what was reported of what was wanted before says nothing of it. */
    static Phase phase(ModelDeployment model) {
        Report report = model.getReport();
        if (!model.hasReport() || isOfAnOlderWish(model)) {
            return Phase.PHASE_PENDING;
        }
        Phase said = phase(report.getPhase(), report.getStatus());
        return said == Phase.PHASE_READY && isOfFewerReplicas(model) ? Phase.PHASE_PROGRESSING : said;
    }

    /** Ready without a revision, of fewer replicas than are wanted: it was said of what was wanted before. */
    private static boolean isOfFewerReplicas(ModelDeployment model) {
        return model.getReport().getRevision() == 0
                && model.getReport().getAvailableReplicas()
                        < model.getDeployment().getDeployment().getReplicas();
    }

    /** The Go program knows no phase, only its words. */
    static Phase phase(Phase reported, String words) {
        if (reported != Phase.PHASE_UNKNOWN && reported != Phase.UNRECOGNIZED) {
            return reported;
        } else if (words.isEmpty()) {
            return Phase.PHASE_UNKNOWN;
        } else if (words.contains(": error")) {
            return Phase.PHASE_FAILED;
        }
        return words.matches("Deployment: ready Service: (ready|none) Ingress: (ready|none)")
                ? Phase.PHASE_READY
                : Phase.PHASE_PROGRESSING;
    }

    /**
     * Whether the last report speaks of what was wanted before. The Go program gives no revision, and reports only when its
     * words change. So what it says after something was asked for is taken to be of that; and what it said before is true
     * again once it was heard of {@link #SETTLED} later and had nothing else to say.
     */
    static boolean isOfAnOlderWish(ModelDeployment model) {
        Report report = model.getReport();
        return model.hasReport()
                && (report.getRevision() == 0
                        ? report.getReceivedAt() < model.getUpdatedAt()
                                && model.getDeployerSeenAt() < model.getUpdatedAt() + SETTLED.toMillis()
                        : report.getRevision() < model.getDeployment().getRevision());
    }

    /** One word of {@link #WORDS}, for programs. */
    static String of(ModelDeployment model) {
        return word(phase(model)).toLowerCase(Locale.ROOT);
    }

    /** For people: {@code Ready}, or {@code Ready (stale, 3 minutes)} if its deployer said, or heard, nothing for so long. */
    static String shown(ModelDeployment model, Instant now) {
        String word = word(phase(model));
        if (!isStale(model) || !model.hasReport()) {
            return word;
        }
        long since = model.getStale() ? model.getDeployerSeenAt() : model.getClusterUnheardSince();
        return since == 0 ? word + " (stale)" : word + " (stale, " + Age.of(since, now) + ")";
    }

    /** Whether what was reported may not be true any more. */
    static boolean isStale(ModelDeployment model) {
        return model.getStale() || isUnheard(model);
    }

    /** Whether its deployer is there and does not hear its cluster. */
    static boolean isUnheard(ModelDeployment model) {
        return !model.getStale() && !model.getClusterTrouble().isEmpty();
    }

    static String word(Phase phase) {
        String name = phase == Phase.UNRECOGNIZED ? "UNKNOWN" : phase.name().substring("PHASE_".length());
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }

    /** The Go program's words are the message of an event without a phase. */
    static String word(Event event) {
        return word(phase(event.getPhase(), event.getMessage()));
    }

    /** What was said of what is wanted now, and why nothing newer is. */
    static String message(ModelDeployment model) {
        String said = isOfAnOlderWish(model)
                ? "not reported on since it was asked for"
                : model.getReport().getMessage();
        return withTrouble(model, said);
    }

    /** What was said, and why nothing newer is. */
    static String withTrouble(ModelDeployment model, String said) {
        if (!isUnheard(model)) {
            return said;
        }
        return (said.isEmpty() ? "" : said + "; ") + "the API server of its cluster is not heard ("
                + model.getClusterTrouble() + "): what runs keeps running, and nothing newer is known";
    }

    /** Why nothing is known of it; empty if its deployer is online. */
    static String offline(ModelDeployment model, Instant now) {
        if (!model.getStale()) {
            return "";
        }
        return model.getDeployerSeenAt() == 0
                ? "offline, has never connected"
                : "offline, last heard of " + Age.of(model.getDeployerSeenAt(), now) + " ago";
    }

    /** Available and wanted replicas. */
    static String ready(ModelDeployment model) {
        return model.getReport().getAvailableReplicas() + "/"
                + model.getDeployment().getDeployment().getReplicas();
    }
}
