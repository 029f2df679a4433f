package com.dotscience.testing.roadsigns.server;

import com.dotscience.testing.roadsigns.Picture;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Open Inference Protocol, version 2, over HTTP: https://github.com/kserve/open-inference-protocol. */
final class OpenInferenceApi implements Api {

    private static final Pattern MODEL =
            Pattern.compile("/v2/models/(?<name>[^/]+)(?:/versions/(?<version>[^/]+))?(?<what>/ready|/infer)?");
    private static final String OUTPUT = "probabilities";

    private final ServedModel model;
    private final PictureInput input = new PictureInput();

    OpenInferenceApi(ServedModel model) {
        this.model = model;
    }

    @Override
    public Optional<Answer> answer(Request request) throws Refusal {
        String call = request.method() + " " + request.path();
        switch (call) {
            case "GET /v2":
                return Optional.of(server());
            case "GET /v2/health/live":
                return Optional.of(Answer.of(object().put("live", true)));
            case "GET /v2/health/ready":
                return Optional.of(ready(object()));
            default:
                return request.path().startsWith("/v2/") ? Optional.of(ofModel(request)) : Optional.empty();
        }
    }

    private Answer ofModel(Request request) throws Refusal {
        Matcher path = MODEL.matcher(request.path());
        if (!path.matches()) {
            throw Refusal.notFound("There is no " + request.path());
        }
        if (!model.is(path.group("name"), path.group("version"))) {
            throw Refusal.notFound("Model not found: " + request.path());
        }
        String what = path.group("what") == null ? "" : path.group("what");
        return switch (request.method() + " " + what) {
            case "GET " -> Answer.of(metadata());
            case "GET /ready" -> ready(object().put("name", model.name()));
            case "POST /infer" -> infer(request.json());
            default -> throw request.malformed();
        };
    }

    private static Answer server() {
        ObjectNode answer = object().put("name", "roadsigns").put("version", "1");
        answer.putArray("extensions");
        return Answer.of(answer);
    }

    private Answer ready(ObjectNode answer) {
        boolean ready = model.available().getAsBoolean();
        return new Answer(ready ? 200 : 503, answer.put("ready", ready), List.of());
    }

    private ObjectNode metadata() {
        ObjectNode answer = object().put("name", model.name()).put("platform", "roadsigns_java");
        answer.putArray("versions").add(model.version());
        tensor(answer.putArray("inputs").addObject(), PictureInput.NAME, "BYTES", -1);
        tensor(
                answer.putArray("outputs").addObject(),
                OUTPUT,
                "FP32",
                -1,
                model.signs().size());
        return answer;
    }

    private static void tensor(ObjectNode tensor, String name, String type, int... sizes) {
        tensor.put("name", name).put("datatype", type);
        ArrayNode shape = tensor.putArray("shape");
        for (int size : sizes) {
            shape.add(size);
        }
    }

    private Answer infer(JsonNode request) throws Refusal {
        if (!model.available().getAsBoolean()) {
            return Answer.refused(503, "Model " + model.name() + " is not ready");
        }
        List<Prediction> predictions = model.predict(pictures(request.path("inputs")));
        ObjectNode answer = object().put("model_name", model.name()).put("model_version", model.version());
        if (request.has("id")) {
            answer.set("id", request.get("id"));
        }
        ObjectNode output = answer.putArray("outputs").addObject();
        tensor(output, OUTPUT, "FP32", predictions.size(), model.signs().size());
        ArrayNode data = output.putArray("data");
        predictions.forEach(prediction -> prediction.writeTo(data));
        return new Answer(
                200, answer, predictions.stream().map(Prediction::seen).toList());
    }

    private List<Picture> pictures(JsonNode inputs) throws Refusal {
        JsonNode tensor = inputs.path(0);
        if (inputs.size() != 1 || !tensor.path("name").asText().equals(PictureInput.NAME)) {
            throw Refusal.badRequest("inputs has to be one tensor, named " + PictureInput.NAME);
        }
        if (!tensor.path("datatype").asText().equals("BYTES")) {
            throw Refusal.badRequest("The datatype of " + PictureInput.NAME + " has to be BYTES");
        }
        List<Picture> pictures = new ArrayList<>();
        for (JsonNode one : tensor.path("data")) {
            pictures.add(input.read(one));
        }
        int wanted = 1;
        for (JsonNode size : tensor.path("shape")) {
            wanted *= size.asInt();
        }
        if (pictures.isEmpty() || pictures.size() != wanted) {
            throw Refusal.badRequest("The shape " + tensor.path("shape") + " of " + PictureInput.NAME
                    + " does not go with its data of " + pictures.size());
        }
        return pictures;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
