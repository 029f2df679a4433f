package com.dotscience.testing.roadsigns.server;

import com.dotscience.testing.roadsigns.Picture;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Reads the body of a {@code :predict}. */
final class PredictRequests {

    static final String SIGNATURE = "serving_default";

    private static final String ROWS = "instances";
    private static final String COLUMNS = "inputs";

    private final PictureInput input;

    PredictRequests(PictureInput input) {
        this.input = input;
    }

    /** How the pictures stand in a request; the answer stands in the like form. */
    enum Form {
        ROWS("predictions"),
        COLUMNS("outputs");

        private final String answeredAs;

        Form(String answeredAs) {
            this.answeredAs = answeredAs;
        }

        String answeredAs() {
            return answeredAs;
        }
    }

    record Parsed(Form form, List<Picture> pictures) {}

    Parsed parse(JsonNode body) throws Refusal {
        String signature = body.path("signature_name").asText(SIGNATURE);
        if (!signature.equals(SIGNATURE) && !signature.isEmpty()) {
            throw Refusal.badRequest("Serving signature key \"" + signature + "\" not found.");
        }
        if (body.has(ROWS) && body.has(COLUMNS)) {
            throw Refusal.badRequest(
                    "Not formatted correctly expecting only one of 'inputs' or 'instances' keys to exist");
        }
        if (body.has(ROWS)) {
            return new Parsed(Form.ROWS, rows(body.get(ROWS)));
        }
        if (body.has(COLUMNS)) {
            return new Parsed(Form.COLUMNS, columns(body.get(COLUMNS)));
        }
        throw Refusal.badRequest("Missing 'inputs' or 'instances' key");
    }

    /** A list with an element for each picture: the input itself, or an object with the input by its name. */
    private List<Picture> rows(JsonNode instances) throws Refusal {
        if (!instances.isArray()) {
            throw Refusal.badRequest("Expecting 'instances' to be a list/array");
        }
        if (instances.isEmpty()) {
            throw Refusal.badRequest("No values in 'instances' array");
        }
        List<Picture> pictures = new ArrayList<>();
        for (JsonNode instance : instances) {
            try {
                pictures.add(input.read(named(instance)));
            } catch (Refusal e) {
                throw Refusal.badRequest("Failed to process element: " + pictures.size()
                        + " of 'instances' list. Error: " + e.getMessage());
            }
        }
        return pictures;
    }

    /** The input itself, or an object with it by its name: in either case all pictures at once. */
    private List<Picture> columns(JsonNode inputs) throws Refusal {
        JsonNode all = named(inputs);
        List<Picture> pictures = new ArrayList<>();
        for (JsonNode one : all.isArray() ? all : List.of(all)) {
            pictures.add(input.read(one));
        }
        if (pictures.isEmpty()) {
            throw Refusal.badRequest("No values in 'inputs'");
        }
        return pictures;
    }

    private JsonNode named(JsonNode value) throws Refusal {
        if (!value.isObject() || input.isBytes(value)) {
            return value;
        }
        if (!value.has(PictureInput.NAME)) {
            throw Refusal.badRequest("Missing named input: " + PictureInput.NAME);
        }
        if (value.size() > 1) {
            throw Refusal.badRequest("The model has one input only, " + PictureInput.NAME);
        }
        return value.get(PictureInput.NAME);
    }
}
