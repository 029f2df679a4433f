package com.dotscience.api.management;

import com.dotscience.api.Deployment;
import com.dotscience.api.Phase;
import java.time.Duration;
import java.util.Locale;

/** Derives the phase of a model deployment from the last report of its deployer. */
public final class ReportedPhase {

    /** A deployer that still calls this long after a change, and reports nothing new, has nothing new to report. */
    private static final Duration SETTLE_TIME = Duration.ofSeconds(30);

    private ReportedPhase() {}

    /**
     * Returns the phase of what its deployer is given, which is not all that is wanted while a change waits. A report on an older revision
     * does not count.
     */
    public static Phase of(ModelDeployment model) {
        Report report = model.getReport();
        if (!model.hasReport() || isOutdated(model)) {
            return Phase.PHASE_PENDING;
        }
        Phase reported = of(report.getPhase(), report.getStatus());
        return reported == Phase.PHASE_READY && hasTooFewReplicas(model) ? Phase.PHASE_PROGRESSING : reported;
    }

    /** Whether a report without a revision counts fewer replicas than are wanted now, so that it is about an older revision. */
    private static boolean hasTooFewReplicas(ModelDeployment model) {
        return model.getReport().getRevision() == 0
                && model.getReport().getAvailableReplicas()
                        < given(model).getDeployment().getReplicas();
    }

    private static boolean isWaiting(ModelDeployment model) {
        return model.getHandedOut().hasDeployment();
    }

    private static Deployment given(ModelDeployment model) {
        return isWaiting(model) ? model.getHandedOut().getDeployment() : model.getDeployment();
    }

    /** Returns the reported phase, or derives it from the status text where the Go program reported, which knows no phases. */
    public static Phase of(Phase reported, String statusText) {
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
    public static boolean isOutdated(ModelDeployment model) {
        Report report = model.getReport();
        return model.hasReport()
                && (report.getRevision() == 0
                        ? !isWaiting(model)
                                && report.getReceivedAt() < model.getUpdatedAt()
                                && model.getDeployerSeenAt() < model.getUpdatedAt() + SETTLE_TIME.toMillis()
                        : report.getRevision()
                                < Math.max(
                                        given(model).getRevision(),
                                        model.getHandedOut().getRevision()));
    }

    /** Returns the phase as people read it, such as {@code Ready}. */
    public static String word(Phase phase) {
        String name = phase == Phase.UNRECOGNIZED ? "UNKNOWN" : phase.name().substring("PHASE_".length());
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }
}
