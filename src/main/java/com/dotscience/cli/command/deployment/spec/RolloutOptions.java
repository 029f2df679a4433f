package com.dotscience.cli.command.deployment.spec;

import com.dotscience.api.DeploymentSpec;
import com.dotscience.cli.output.DsException;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** How pods end, and how new ones take their place; null is what was not given. */
final class RolloutOptions {

    @Option(
            names = "--grace-period",
            paramLabel = "D",
            converter = SecondsConverter.class,
            description =
                    "How long a pod has to end, its drain included; 0 for the default. Default: 30s, and the drain"
                            + " beside it.")
    private Duration gracePeriod;

    @Option(
            names = "--drain",
            paramLabel = "D",
            converter = SecondsConverter.class,
            description = "How long a pod that is to end goes on serving, so that no request is lost; 0 for not at all."
                    + " Needs Kubernetes 1.30, or --drain-by image. A model-proxy drains by itself. Default: 0.")
    private Duration drain;

    @Option(
            names = "--drain-by",
            paramLabel = "B",
            description = "Who waits: kubelet, or image, by its command sleep. Default: kubelet.")
    private String drainBy;

    @Option(
            names = "--strategy",
            paramLabel = "S",
            description = "RollingUpdate; Recreate to end all old pods first; '' for Kubernetes' own choice. Default:"
                    + " that.")
    private String strategy;

    @Option(
            names = "--max-surge",
            paramLabel = "N",
            description =
                    "How many pods an update may add, as 1 or 25%%; 0 to end old ones first; '' for Kubernetes' own"
                            + " choice. Default: that.")
    private String maxSurge;

    @Option(
            names = "--max-unavailable",
            paramLabel = "N",
            description =
                    "How many pods an update may take, as 1 or 25%%; '' for Kubernetes' own choice. Default: that.")
    private String maxUnavailable;

    @Option(
            names = "--progress-deadline",
            paramLabel = "D",
            converter = SecondsConverter.class,
            description = "How long an update may get no further until it counts as failed; 0 for the default. Default:"
                    + " 10m and --start-up.")
    private Duration progressDeadline;

    boolean isEmpty() {
        return Stream.of(gracePeriod, drain, drainBy, strategy, maxSurge, maxUnavailable, progressDeadline)
                .allMatch(Objects::isNull);
    }

    /** @throws DsException if an option is wrong */
    void applyTo(DeploymentSpec.Builder wanted) {
        if (gracePeriod != null) {
            wanted.setTerminationGracePeriodSeconds(seconds(gracePeriod));
        }
        applyDrainTo(wanted);
        if (strategy != null) {
            wanted.getRolloutBuilder().setStrategy(strategy.isEmpty() ? "" : canonical(strategy));
            if (wanted.getRollout().getStrategy().equals("Recreate")) {
                wanted.getRolloutBuilder().clearMaxSurge().clearMaxUnavailable();
            }
        }
        if (maxSurge != null) {
            wanted.getRolloutBuilder().setMaxSurge(maxSurge);
        }
        if (maxUnavailable != null) {
            wanted.getRolloutBuilder().setMaxUnavailable(maxUnavailable);
        }
        if (progressDeadline != null) {
            wanted.getRolloutBuilder().setProgressDeadlineSeconds(seconds(progressDeadline));
        }
    }

    private void applyDrainTo(DeploymentSpec.Builder wanted) {
        if (drain != null) {
            wanted.getDrainBuilder().setSeconds(seconds(drain));
        }
        if (drainBy != null) {
            if (!drainBy.equals("kubelet") && !drainBy.equals("image")) {
                throw DsException.usage("--drain-by: '" + drainBy + "' is none of kubelet, image");
            }
            if (wanted.getDrain().getSeconds() == 0) {
                throw DsException.usage("--drain-by: nobody waits without --drain: give both");
            }
            wanted.getDrainBuilder().setImageSleep(drainBy.equals("image"));
        }
        if (wanted.getDrain().getSeconds() == 0) {
            wanted.clearDrain();
        }
    }

    private static int seconds(Duration given) {
        return Math.toIntExact(given.toSeconds());
    }

    private static String canonical(String given) {
        return Stream.of("RollingUpdate", "Recreate")
                .filter(given::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(() -> DsException.usage("--strategy: '" + given + "' is none of RollingUpdate, Recreate"));
    }
}
