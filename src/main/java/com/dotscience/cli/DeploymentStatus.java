package com.dotscience.cli;

import com.dotscience.api.Phase;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.api.management.Report;
import java.util.Locale;

/** One word for how a model deployment is, from what its deployer last reported. */
final class DeploymentStatus {

    /** Every word there is, for the help. */
    static final String WORDS = "pending, progressing, ready, degraded, failed, removing or unknown";

    private static final String ALL_READY = "Deployment: ready Service: ready Ingress: ready";

    private DeploymentStatus() {}

    static String of(ModelDeployment model) {
        Report report = model.getReport();
        if (!model.hasReport()) {
            return "pending";
        } else if (report.getPhase() != Phase.PHASE_UNKNOWN && report.getPhase() != Phase.UNRECOGNIZED) {
            return report.getPhase().name().substring("PHASE_".length()).toLowerCase(Locale.ROOT);
        } else if (report.getStatus().isEmpty()) {
            return "unknown";
        }
        // The Go program knows no phase, only these words.
        return report.getStatus().equals(ALL_READY) ? "ready" : "progressing";
    }

    /** Available and wanted replicas. */
    static String ready(ModelDeployment model) {
        return model.getReport().getAvailableReplicas() + "/"
                + model.getDeployment().getDeployment().getReplicas();
    }
}
