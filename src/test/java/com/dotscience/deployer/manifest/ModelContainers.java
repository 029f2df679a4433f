package com.dotscience.deployer.manifest;

import com.dotscience.api.Deployment;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.TextFormat;

/** Pods and their container {@code model} as they are made of model deployments in the text form of the protocol. */
final class ModelContainers {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ModelContainers() {}

    /** @param wanted its id and its image are added */
    static JsonNode json(String wanted) throws Exception {
        for (JsonNode container : template(wanted).at("/spec/containers")) {
            if (container.path("name").asText().equals("model")) {
                return container;
            }
        }
        throw new AssertionError("There is no container model");
    }

    static JsonNode template(String wanted) throws Exception {
        return deployment(wanted).at("/spec/template");
    }

    /** @param wanted its id and its image are added */
    static JsonNode deployment(String wanted) throws Exception {
        Deployment.Builder model = TextFormat.parse(wanted, Deployment.class).toBuilder()
                .setId("0ddb4984-802b-4a0f-a81e-9479f280b1ea")
                .setName("roadsigns1");
        model.getDeploymentBuilder().setImage("model:1");
        // Read as the expected text is: a tree of values tells a long number from a short one of the same digits.
        return read(JSON.writeValueAsString(
                Manifest.of(model.build(), "us", IngressClassForm.FIELD).deployment()));
    }

    static JsonNode read(String json) throws JsonProcessingException {
        return JSON.readTree(json);
    }
}
