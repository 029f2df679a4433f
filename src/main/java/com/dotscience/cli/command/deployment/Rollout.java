package com.dotscience.cli.command.deployment;

import com.dotscience.api.Phase;
import com.dotscience.api.management.ModelDeployment;
import java.time.Instant;

/**
 * The progress of a rollout.
 *
 * @param outcome whether waiting longer may help
 * @param text the present state in one line
 */
record Rollout(Outcome outcome, String text) {

    enum Outcome {
        IN_PROGRESS,
        READY,
        /** The model serves, but not as requested. Waiting does not help unless this is still the state before the rollout. */
        STUCK,
        /** Nothing happens until it is handed out to its deployer. */
        WAITING,
        /** Waiting will not make it ready. */
        FAILED
    }

    /** @param revision the revision that the command waits for */
    static Rollout of(ModelDeployment model, long revision, Instant now) {
        if (model.getDeployment().getRevision() != revision) {
            return new Rollout(Outcome.FAILED, "was changed again meanwhile, so this is no longer asked for");
        }
        var waiting = new Waiting(model);
        if (waiting.isThere()) {
            return new Rollout(Outcome.WAITING, "waits: " + waiting.text(now));
        }
        String offline = DeploymentStatus.offline(model, now);
        Phase phase = DeploymentStatus.phase(model);
        if (!offline.isEmpty()) {
            return new Rollout(
                    Outcome.IN_PROGRESS,
                    line(model, phase, "its deployer " + model.getDeployerName() + " is " + offline));
        }
        String reason = reason(model);
        if (DeploymentStatus.isClusterUnreachable(model)) {
            return new Rollout(Outcome.IN_PROGRESS, line(model, phase, reason));
        }
        return switch (phase) {
            case PHASE_READY -> new Rollout(Outcome.READY, line(model, phase, reason));
            case PHASE_DEGRADED -> new Rollout(Outcome.STUCK, line(model, phase, reason));
            case PHASE_FAILED -> new Rollout(Outcome.FAILED, "failed: " + reason);
            case PHASE_REMOVING -> new Rollout(Outcome.FAILED, "is being removed");
            default -> new Rollout(Outcome.IN_PROGRESS, line(model, phase, reason));
        };
    }

    /** Whether it may still become ready or fail. */
    boolean isUnfinished() {
        return outcome != Outcome.READY && outcome != Outcome.FAILED;
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
