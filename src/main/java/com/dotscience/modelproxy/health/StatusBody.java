package com.dotscience.modelproxy.health;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the body of a status says: {@code {"model_version_status": [{"version": "1", "state": "AVAILABLE"}]}} as TensorFlow
 * Serving writes it, or {@code {"ready": true}} as KServe does.
 *
 * @param versions what each version says, such as "version 1 is LOADING"; empty if it is not of that form
 * @param available whether a version is available
 * @param said the value of {@code ready}; empty if it is not of that form
 */
record StatusBody(List<String> versions, boolean available, Optional<Boolean> said) {

    private static final StatusBody OF_NO_FORM = new StatusBody(List.of(), false, Optional.empty());
    private static final String AVAILABLE = "AVAILABLE";
    private static final int MAX_VERSIONS_SHOWN = 3;
    private static final int LONGEST_WORD = 40;

    static StatusBody read(byte[] body) {
        try (JsonParser json = new JsonFactory().createParser(body)) {
            return json.nextToken() == JsonToken.START_OBJECT ? readObject(json) : OF_NO_FORM;
        } catch (IOException notJson) {
            return OF_NO_FORM;
        }
    }

    boolean ready() {
        return available || said.orElse(false);
    }

    /** In words why the model cannot answer; empty if the body does not say so. */
    Optional<String> refusal() {
        if (!versions.isEmpty() && !available) {
            return Optional.of(words());
        }
        return said.isPresent() && !said.get() ? Optional.of(words()) : Optional.empty();
    }

    String words() {
        if (versions.isEmpty()) {
            return said.orElse(false) ? "it says that it is ready" : "it says that it is not ready";
        }
        return String.join(", ", versions.subList(0, Math.min(versions.size(), MAX_VERSIONS_SHOWN)))
                + (versions.size() > MAX_VERSIONS_SHOWN ? ", …" : "");
    }

    private static StatusBody readObject(JsonParser json) throws IOException {
        List<String> versions = new ArrayList<>();
        boolean available = false;
        Optional<Boolean> said = Optional.empty();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            if (field.equals("model_version_status") && value == JsonToken.START_ARRAY) {
                while (json.nextToken() == JsonToken.START_OBJECT) {
                    Version version = readVersion(json);
                    versions.add(version.words());
                    available |= version.state().equals(AVAILABLE);
                }
                if (versions.isEmpty()) {
                    versions.add("no version of it is known");
                }
            } else if (field.equals("ready")) {
                said = truth(json, value);
            }
            json.skipChildren();
        }
        return new StatusBody(List.copyOf(versions), available, said);
    }

    private static Optional<Boolean> truth(JsonParser json, JsonToken value) throws IOException {
        if (value.isBoolean()) {
            return Optional.of(value == JsonToken.VALUE_TRUE);
        }
        // KServe's first versions wrote the value as a string.
        return value == JsonToken.VALUE_STRING && json.getText().matches("(?i)true|false")
                ? Optional.of(Boolean.parseBoolean(json.getText()))
                : Optional.empty();
    }

    private static Version readVersion(JsonParser json) throws IOException {
        String number = "?";
        String state = "in no known state";
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            if (field.equals("version") && value.isScalarValue()) {
                number = json.getText();
            } else if (field.equals("state") && value == JsonToken.VALUE_STRING) {
                state = json.getText();
            }
            json.skipChildren();
        }
        return new Version(number, state);
    }

    private record Version(String number, String state) {
        String words() {
            return "version " + brief(number) + " is " + brief(state);
        }

        private static String brief(String text) {
            return text.length() <= LONGEST_WORD ? text : text.substring(0, LONGEST_WORD) + "…";
        }
    }
}
