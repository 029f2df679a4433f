package com.dotscience.deployer.plan;

import com.dotscience.api.ClusterContract;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Leaves the replicas of a Deployment to its autoscaler. One that is stopped has none, whatever its own autoscaler says, which Kubernetes
 * then lets rest; how many there were is noted on the Deployment, and so many there are again when it is started.
 */
final class AutoscaledReplicas {

    private AutoscaledReplicas() {}

    /** Puts into what is wanted how many replicas there are to be, where the slot is that of a Deployment. */
    static void keep(ObjectNode wanted, ObjectNode observed, Slot slot) {
        JsonNode there = observed.path("spec").path("replicas");
        if (there.isMissingNode()) {
            return;
        }
        if (slot.ownMost() == 0) {
            if (slot.autoscaled()) {
                set(wanted, there.asInt());
            }
            return;
        }
        JsonNode before =
                observed.path("metadata").path("annotations").path(ClusterContract.REPLICAS_BEFORE_STOP_ANNOTATION);
        boolean stopped = wanted.path("spec").path("replicas").asInt() == 0;
        if (stopped && !before.isMissingNode()) {
            note(wanted, before.asText());
        } else if (stopped && there.asInt() > 0) {
            note(wanted, there.asText());
        } else if (!stopped && there.asInt() == 0 && before.asInt() > 0) {
            set(wanted, (int) Math.min(before.asInt(), slot.ownMost()));
        } else if (!stopped && there.asInt() > 0 && slot.autoscaled()) {
            set(wanted, there.asInt());
        }
    }

    private static void note(ObjectNode wanted, String replicas) {
        wanted.withObjectProperty("metadata")
                .withObjectProperty("annotations")
                .put(ClusterContract.REPLICAS_BEFORE_STOP_ANNOTATION, replicas);
    }

    private static void set(ObjectNode wanted, int replicas) {
        wanted.withObjectProperty("spec").put("replicas", replicas);
    }
}
