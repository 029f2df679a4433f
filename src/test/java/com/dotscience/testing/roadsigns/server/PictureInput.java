package com.dotscience.testing.roadsigns.server;

import com.dotscience.testing.roadsigns.Picture;
import com.dotscience.testing.roadsigns.Png;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Base64;

/** The model's one input: a picture, as base64 of a PNG in a string, in an object {@code {"b64": …}}, or in a list of one. */
final class PictureInput {

    static final String NAME = "input_image_bytes";

    private static final String BYTES = "b64";

    private final Png png = new Png();

    /** @throws Refusal if it is no picture that the model can look at */
    Picture read(JsonNode value) throws Refusal {
        if (value.isArray() && value.size() == 1) {
            return read(value.get(0));
        }
        if (isBytes(value)) {
            return read(value.get(BYTES));
        }
        if (!value.isTextual()) {
            throw Refusal.badRequest(NAME + " has to be base64 of a PNG, in a string or in {\"b64\": \"...\"}");
        }
        try {
            return png.read(decoded(value.textValue()));
        } catch (IllegalArgumentException e) {
            throw Refusal.badRequest(NAME + " is no base64: " + e.getMessage());
        } catch (IOException e) {
            throw Refusal.badRequest(NAME + ": " + e.getMessage());
        }
    }

    /** Whether it is bytes in the form of TensorFlow Serving, and not an object of named inputs. */
    boolean isBytes(JsonNode value) {
        return value.isObject() && value.size() == 1 && value.has(BYTES);
    }

    /** Either alphabet, with padding or without. */
    private static byte[] decoded(String text) {
        return Base64.getDecoder().decode(text.strip().replace('-', '+').replace('_', '/'));
    }
}
