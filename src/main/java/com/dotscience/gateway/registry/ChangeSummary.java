package com.dotscience.gateway.registry;

import com.dotscience.api.Canary;
import com.dotscience.api.Deployment;
import com.dotscience.api.management.CanarySteps;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Describes in a sentence what a person asked for, for the history of a model deployment. */
final class ChangeSummary {
    private ChangeSummary() {}

    static String ofNew(Deployment wanted) {
        return "Asked for " + image(wanted) + ", " + replicas(wanted);
    }

    static String ofUpdate(Deployment before, Deployment after) {
        return "Asked for " + difference(before, after);
    }

    /** @param number the generation that is wanted again */
    static String ofRollback(long number, Deployment before, Deployment after) {
        return "Went back to generation " + number + ": " + difference(before, after);
    }

    static String ofRestart() {
        return "Asked for a restart";
    }

    static String ofStop(Deployment before) {
        return "Stopped, with " + replicas(before) + " until then";
    }

    static String ofStart(Deployment after) {
        return "Started, with " + replicas(after);
    }

    /** @param steps those that the Gateway takes; none if it takes no step by itself */
    static String ofCanary(Canary canary, CanarySteps steps) {
        return "Canary: " + canary.getWeight() + " of 100 requests to image " + canary.getImage()
                + (steps.getWeightsCount() == 0
                        ? ""
                        : ", by the steps "
                                + steps.getWeightsList().stream()
                                        .map(String::valueOf)
                                        .collect(Collectors.joining(",")));
    }

    static String ofPromotion(Canary canary) {
        return "Promoted the canary: image " + canary.getImage();
    }

    static String ofAbort(Canary canary) {
        return "Ended the canary of image " + canary.getImage();
    }

    /** @param why for people, to follow "because" */
    static String ofReturn(Canary canary, String why) {
        return "Took the canary of image " + canary.getImage() + " back, because " + why;
    }

    /** Follows {@link #ofAbort} or {@link #ofReturn}. */
    static String ofDroppedPromotion() {
        return "; its promotion, which waited, is dropped";
    }

    private static String difference(Deployment before, Deployment after) {
        List<String> parts = new ArrayList<>();
        if (!image(before).equals(image(after))) {
            parts.add(image(after));
        }
        if (!replicas(before).equals(replicas(after))) {
            parts.add(replicas(after));
        }
        List<String> others = ChangedSettings.between(otherSettings(before), otherSettings(after));
        if (!others.isEmpty()) {
            parts.add((others.size() == 1 ? "another " : "other ") + String.join(", ", others));
        }
        return String.join(", ", parts);
    }

    private static String image(Deployment wanted) {
        return "image " + wanted.getDeployment().getImage();
    }

    private static String replicas(Deployment wanted) {
        long replicas = wanted.getDeployment().getReplicas();
        return replicas == 1 ? "1 replica" : replicas + " replicas";
    }

    private static Deployment otherSettings(Deployment wanted) {
        Deployment.Builder others = wanted.toBuilder().clearRevision();
        others.getDeploymentBuilder().clearImage().clearReplicas();
        return others.build();
    }
}
