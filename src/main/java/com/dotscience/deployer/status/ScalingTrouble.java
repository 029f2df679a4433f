package com.dotscience.deployer.status;

import com.dotscience.deployer.plan.Kind;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Optional;

/** Finds out from the conditions of a HorizontalPodAutoscaler, of whatever version, why it cannot scale. */
final class ScalingTrouble {

    /** Where the oldest version has its conditions. */
    private static final String ANNOTATION = "autoscaling.alpha.kubernetes.io/conditions";

    /** Somebody wants no replicas, and so no scaling. */
    private static final String STOPPED = "ScalingDisabled";

    private static final ObjectMapper JSON = new ObjectMapper();

    private ScalingTrouble() {}

    /** Returns a sentence for people; empty if it scales, or there is no autoscaler, or nobody has looked at it yet. */
    static Optional<String> of(List<HasMetadata> own) {
        return own.stream()
                .filter(object -> Kind.of(object) == Kind.HORIZONTAL_POD_AUTOSCALER)
                .flatMap(autoscaler -> conditions(JSON.valueToTree(autoscaler)).valueStream())
                .filter(condition -> condition.path("status").asText().equals("False")
                        && List.of("AbleToScale", "ScalingActive")
                                .contains(condition.path("type").asText())
                        && !condition.path("reason").asText().equals(STOPPED))
                .map(condition -> "Its autoscaler cannot scale it ("
                        + condition.path("reason").asText() + "): "
                        + condition.path("message").asText())
                .findFirst();
    }

    private static JsonNode conditions(JsonNode autoscaler) {
        JsonNode written = autoscaler.at("/metadata/annotations").path(ANNOTATION);
        if (written.isMissingNode()) {
            return autoscaler.at("/status/conditions");
        }
        try {
            return JSON.readTree(written.asText());
        } catch (JsonProcessingException changedByHand) {
            return MissingNode.getInstance();
        }
    }
}
