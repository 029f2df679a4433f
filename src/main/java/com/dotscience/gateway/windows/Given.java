package com.dotscience.gateway.windows;

import com.dotscience.api.Deployment;
import com.dotscience.api.management.HandedOut;
import com.dotscience.api.management.ModelDeployment;
import java.time.Instant;

/** What a deployer is given of a model deployment: never its windows and, while a change waits, not what is wanted now. */
public final class Given {

    private Given() {}

    /** Returns what its deployer is given now. */
    public static Deployment of(ModelDeployment model) {
        HandedOut handedOut = model.getHandedOut();
        return of(isWaiting(model) ? handedOut.getDeployment() : model.getDeployment(), handedOut.getRevision());
    }

    /**
     * Returns what a deployer is given of what was handed out.
     *
     * @param revision the revision that it was handed out with; 0 if that is its own
     */
    public static Deployment of(Deployment handedOut, long revision) {
        if (handedOut.getMaintenanceWindowsCount() == 0 && revision <= handedOut.getRevision()) {
            return handedOut;
        }
        return handedOut.toBuilder()
                .clearMaintenanceWindows()
                .setRevision(Math.max(revision, handedOut.getRevision()))
                .build();
    }

    /** Whether another one is wanted than its deployer is given. */
    public static boolean isWaiting(ModelDeployment model) {
        return model.getHandedOut().hasDeployment();
    }

    /**
     * Returns what is wanted or, where the end of a canary waits that its deployer still runs, what its deployer is given: the one of
     * both that says which canary there is.
     */
    public static Deployment withCanary(ModelDeployment model) {
        return endOfCanaryWaits(model) ? of(model) : model.getDeployment();
    }

    /** Whether its deployer is given a canary, and none is wanted any more. */
    public static boolean endOfCanaryWaits(ModelDeployment model) {
        return !model.getDeployment().hasCanary() && of(model).hasCanary();
    }

    /**
     * Returns what is handed out after a change.
     *
     * @param current the model deployment before the change
     * @param wanted what is wanted from now on, with its revision
     */
    public static HandedOut after(ModelDeployment current, Deployment wanted, Urgency urgency, Instant now) {
        Deployment before = of(current);
        if (urgency.isAtOnce()
                || isSame(before, wanted)
                || Schedule.of(current.toBuilder().setDeployment(wanted).build())
                        .isOpen(now)) {
            return allOf(wanted, current.getGeneration() + 1);
        }
        Deployment given = switch (urgency) {
            case STOPS -> stopped(before, wanted.getRevision());
            case ABORTS -> withoutCanary(before, wanted.getRevision());
            default -> before;
        };
        return isSame(given, wanted)
                ? allOf(wanted, current.getGeneration() + 1)
                : HandedOut.newBuilder()
                        .setRevision(given.getRevision())
                        .setGeneration(generation(current))
                        .setDeployment(given)
                        .build();
    }

    /** Returns the number of the generation that its deployer is given. */
    public static long generation(ModelDeployment model) {
        return isWaiting(model) ? model.getHandedOut().getGeneration() : model.getGeneration();
    }

    private static HandedOut allOf(Deployment wanted, long generation) {
        return HandedOut.newBuilder()
                .setRevision(wanted.getRevision())
                .setGeneration(generation)
                .build();
    }

    private static Deployment stopped(Deployment before, long revision) {
        if (before.getDeployment().getReplicas() == 0) {
            return before;
        }
        Deployment.Builder stopped = before.toBuilder().setRevision(revision);
        stopped.getDeploymentBuilder().setReplicas(0);
        return stopped.build();
    }

    private static Deployment withoutCanary(Deployment before, long revision) {
        return before.hasCanary()
                ? before.toBuilder().clearCanary().setRevision(revision).build()
                : before;
    }

    /** Whether a deployer is given the same of both. */
    private static boolean isSame(Deployment one, Deployment other) {
        return withoutTerms(one).equals(withoutTerms(other));
    }

    private static Deployment withoutTerms(Deployment wanted) {
        return wanted.toBuilder().clearMaintenanceWindows().clearRevision().build();
    }
}
