package com.dotscience.gateway.registry;

import com.dotscience.api.Deployment;
import java.util.ArrayList;
import java.util.List;

/** Describes in a sentence what a person asked for, for the history of a model deployment. */
final class ChangeSummary {
    private ChangeSummary() {}

    static String ofNew(Deployment wanted) {
        return "Asked for " + image(wanted) + ", " + replicas(wanted);
    }

    static String ofUpdate(Deployment before, Deployment after) {
        List<String> parts = new ArrayList<>();
        if (!image(before).equals(image(after))) {
            parts.add(image(after));
        }
        if (!replicas(before).equals(replicas(after))) {
            parts.add(replicas(after));
        }
        if (!otherSettings(before).equals(otherSettings(after))) {
            parts.add(parts.isEmpty() ? "other settings" : "and other settings");
        }
        return "Asked for " + String.join(", ", parts);
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
