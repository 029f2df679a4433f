package com.dotscience.cli.command.deployment.spec;

import com.dotscience.api.Autoscaling;
import com.dotscience.api.DeploymentSpec;
import picocli.CommandLine.Option;

/** How many copies of the model run beside the replicas that are asked for; null is what was not given. */
final class ScalingOptions {

    @Option(
            names = "--min-available",
            paramLabel = "N|N%%",
            description = "How many pods stay when nodes are emptied, or what share of them, by a PodDisruptionBudget;"
                    + " '' for none. Default: none.")
    private String minAvailable;

    @Option(
            names = "--min",
            paramLabel = "N",
            description = "How many replicas run at least, where an autoscaler decides that. Default: 1.")
    private Integer min;

    @Option(
            names = "--max",
            paramLabel = "N",
            description = "How many replicas run at most, as a HorizontalPodAutoscaler decides by --cpu-percent or"
                    + " --requests-in-flight; 0 for no autoscaler. Default: 0.")
    private Integer max;

    @Option(
            names = "--cpu-percent",
            paramLabel = "N",
            description = "How much of the processors that they ask for replicas are to use; 0 for whatever.")
    private Integer cpuPercent;

    @Option(
            names = "--requests-in-flight",
            paramLabel = "N",
            description =
                    "How many requests a replica is to have in flight, by its proxy's gauge, where the cluster has a"
                            + " metrics adapter that offers it; 0 for however many.")
    private Integer requestsInFlight;

    boolean isEmpty() {
        return minAvailable == null && !isAboutAnAutoscaler();
    }

    void applyTo(DeploymentSpec.Builder model) {
        if (minAvailable != null) {
            model.setMinAvailable(minAvailable);
        }
        if (max != null && max == 0) {
            model.clearAutoscaling();
        } else if (isAboutAnAutoscaler()) {
            applyTo(model.getAutoscalingBuilder());
        }
    }

    private boolean isAboutAnAutoscaler() {
        return min != null || max != null || cpuPercent != null || requestsInFlight != null;
    }

    private void applyTo(Autoscaling.Builder scaling) {
        if (min != null) {
            scaling.setMinReplicas(min);
        }
        if (max != null) {
            scaling.setMaxReplicas(max);
        }
        if (cpuPercent != null) {
            scaling.setCpuPercent(cpuPercent);
        }
        if (requestsInFlight != null) {
            scaling.setRequestsInFlight(requestsInFlight);
        }
    }
}
