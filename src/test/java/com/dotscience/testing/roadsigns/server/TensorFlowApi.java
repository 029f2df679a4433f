package com.dotscience.testing.roadsigns.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * TensorFlow Serving's REST API: status, metadata and {@code :predict}, as https://www.tensorflow.org/tfx/serving/api_rest has
 * them, in its words where a program may look for them.
 */
final class TensorFlowApi implements Api {

    private static final Pattern MODEL =
            Pattern.compile("/v1/models/(?<name>[^/:]+)(?:/versions/(?<version>\\d+))?(?<what>/metadata|:[a-z]+)?");

    private final ServedModel model;
    private final PredictRequests requests;

    TensorFlowApi(ServedModel model) {
        this.model = model;
        this.requests = new PredictRequests(new PictureInput());
    }

    @Override
    public Optional<Answer> answer(Request request) throws Refusal {
        if (!request.path().startsWith("/v1/")) {
            return Optional.empty();
        }
        Matcher path = MODEL.matcher(request.path());
        if (!path.matches()) {
            throw request.malformed();
        }
        String name = path.group("name");
        String version = path.group("version");
        String call = request.method() + " " + (path.group("what") == null ? "" : path.group("what"));
        return Optional.of(
                switch (call) {
                    case "GET " -> status(name, version);
                    case "GET /metadata" -> metadata(name, version);
                    case "POST :predict" -> predict(name, version, request);
                    default -> throw request.malformed();
                });
    }

    private Answer status(String name, String version) throws Refusal {
        if (!model.is(name, version)) {
            throw Refusal.notFound(
                    version == null
                            ? "Could not find any versions of model " + name
                            : "Could not find version " + version + " of model " + name);
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ObjectNode status = answer.putArray("model_version_status").addObject();
        status.put("version", model.version());
        status.put("state", model.available().getAsBoolean() ? "AVAILABLE" : "LOADING");
        status.putObject("status").put("error_code", "OK").put("error_message", "");
        return Answer.of(answer);
    }

    private Answer metadata(String name, String version) throws Refusal {
        mustServe(name, version);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putObject("model_spec")
                .put("name", model.name())
                .put("signature_name", "")
                .put("version", model.version());
        ObjectNode signature = answer.putObject("metadata")
                .putObject("signature_def")
                .putObject("signature_def")
                .putObject(PredictRequests.SIGNATURE);
        tensor(signature.putObject("inputs").putObject(PictureInput.NAME), "DT_STRING", -1);
        tensor(
                signature.putObject("outputs").putObject("probabilities"),
                "DT_FLOAT",
                -1,
                model.signs().size());
        signature.put("method_name", "tensorflow/serving/predict");
        return Answer.of(answer);
    }

    private static void tensor(ObjectNode tensor, String type, int... sizes) {
        tensor.put("dtype", type);
        ObjectNode shape = tensor.putObject("tensor_shape");
        ArrayNode dimensions = shape.putArray("dim");
        for (int size : sizes) {
            dimensions.addObject().put("size", Integer.toString(size)).put("name", "");
        }
        shape.put("unknown_rank", false);
        tensor.put("name", "");
    }

    private Answer predict(String name, String version, Request request) throws Refusal {
        mustServe(name, version);
        PredictRequests.Parsed parsed = requests.parse(request.json());
        List<Prediction> predictions = model.predict(parsed.pictures());
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode list = answer.putArray(parsed.form().answeredAs());
        predictions.forEach(prediction -> prediction.writeTo(list.addArray()));
        return new Answer(
                200, answer, predictions.stream().map(Prediction::seen).toList());
    }

    private void mustServe(String name, String version) throws Refusal {
        if (!model.is(name, version) || !model.available().getAsBoolean()) {
            throw Refusal.notFound("Servable not found for request: "
                    + (version == null ? "Latest(" + name + ")" : "Specific(" + name + ", " + version + ")"));
        }
    }
}
