package com.dotscience.gateway.registry;

import com.dotscience.api.Deployment;
import java.util.ArrayList;
import java.util.List;

/** What somebody asked for, in a sentence. */
final class Wish {
    private Wish() {}

    static String first(Deployment wanted) {
        return "Asked for " + image(wanted) + ", " + replicas(wanted);
    }

    static String changed(Deployment before, Deployment after) {
        List<String> parts = new ArrayList<>();
        if (!image(before).equals(image(after))) {
            parts.add(image(after));
        }
        if (!replicas(before).equals(replicas(after))) {
            parts.add(replicas(after));
        }
        if (!rest(before).equals(rest(after))) {
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

    private static Deployment rest(Deployment wanted) {
        Deployment.Builder rest = wanted.toBuilder().clearRevision();
        rest.getDeploymentBuilder().clearImage().clearReplicas();
        return rest.build();
    }
}
