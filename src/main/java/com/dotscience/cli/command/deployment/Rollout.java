package com.dotscience.cli.command.deployment;

import com.dotscience.api.Phase;
import com.dotscience.api.management.ModelDeployment;
import java.time.Instant;

/**
 * How far it is with what somebody asked for.
 *
 * @param outcome whether waiting any longer may help
 * @param text how it is, in one line
 */
record Rollout(Outcome outcome, String text) {

    enum Outcome {
        GOES_ON,
        READY,
        /** It serves, and not as asked: waiting does not help, unless this is how it was before what was asked for began. */
        STUCK,
        /** Waiting will not make it ready. */
        ENDED
    }

    /** @param asked the revision that somebody waits for */
    static Rollout of(ModelDeployment model, long asked, Instant now) {
        if (model.getDeployment().getRevision() != asked) {
            return new Rollout(Outcome.ENDED, "was changed again meanwhile, so this is no longer asked for");
        }
        String offline = DeploymentStatus.offline(model, now);
        Phase phase = DeploymentStatus.phase(model);
        if (!offline.isEmpty()) {
            return new Rollout(
                    Outcome.GOES_ON, line(model, phase, "its deployer " + model.getDeployerName() + " is " + offline));
        }
        String reason = reason(model);
        if (DeploymentStatus.isUnheard(model)) {
            return new Rollout(Outcome.GOES_ON, line(model, phase, reason));
        }
        return switch (phase) {
            case PHASE_READY -> new Rollout(Outcome.READY, line(model, phase, reason));
            case PHASE_DEGRADED -> new Rollout(Outcome.STUCK, line(model, phase, reason));
            case PHASE_FAILED -> new Rollout(Outcome.ENDED, "failed: " + reason);
            case PHASE_REMOVING -> new Rollout(Outcome.ENDED, "is being removed");
            default -> new Rollout(Outcome.GOES_ON, line(model, phase, reason));
        };
    }

    private static String reason(ModelDeployment model) {
        String message = DeploymentStatus.message(model);
        return message.isEmpty() && model.getReport().getPhase() == Phase.PHASE_UNKNOWN
                ? model.getReport().getStatus()
                : message;
    }

    private static String line(ModelDeployment model, Phase phase, String reason) {
        String start = DeploymentStatus.word(phase) + " " + DeploymentStatus.ready(model);
        return reason.isEmpty() ? start : start + ": " + reason;
    }
}
