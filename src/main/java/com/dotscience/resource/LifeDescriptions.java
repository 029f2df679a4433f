package com.dotscience.resource;

import com.dotscience.api.Drain;
import com.dotscience.api.Readiness;
import com.dotscience.api.RolloutSpec;
import com.google.protobuf.Descriptors.Descriptor;
import java.util.List;

/** The part of the {@link Descriptions} that says how pods become ready, end, and take the place of older ones. */
final class LifeDescriptions {

    private LifeDescriptions() {}

    static List<Field> readiness() {
        Descriptor message = Readiness.getDescriptor();
        return List.of(
                Field.of(message, "type", "What is looked at.")
                        .oneOf("None", "HTTP", "TCP", "TensorFlowServing", "OpenInference"),
                Field.of(message, "path", "What a ready model answers to with 200 to 399. Of HTTP."),
                Field.of(message, "port", "The port to look at.").byDefault("the first of the model"),
                Field.of(message, "model", "The name under which the model's server serves it.")
                        .byDefault("model; of OpenInference, the server as a whole"));
    }

    static List<Field> drain() {
        Descriptor message = Drain.getDescriptor();
        return List.of(
                Field.of(message, "seconds", "How long it serves on."),
                Field.of(
                                message,
                                "image_sleep",
                                "Whether the image's command sleep waits, and not the kubelet, which can from"
                                        + " Kubernetes 1.30 on.")
                        .byDefault("false"));
    }

    static List<Field> rollout() {
        Descriptor message = RolloutSpec.getDescriptor();
        return List.of(
                Field.of(message, "strategy", "Whether all old pods end first, or pod by pod.")
                        .oneOf("RollingUpdate", "Recreate")
                        .byDefault("RollingUpdate"),
                Field.of(message, "max_surge", "How many pods an update may add: a number, or a share such as 25%.")
                        .as(Format.NUMBER_OR_TEXT)
                        .byDefault("25%"),
                Field.of(
                                message,
                                "max_unavailable",
                                "How many pods an update may take: a number, or a share such as 25%.")
                        .as(Format.NUMBER_OR_TEXT)
                        .byDefault("25%"),
                Field.of(message, "progress_deadline_seconds", "How long an update may get no further.")
                        .byDefault("600, and the start-up time"));
    }
}
