package com.dotscience.cli.command.deployment.spec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * Checks that a JSON text has one of the three forms of classes: an object of names by index, an object of indexes by name, or a list of
 * names whose indexes count from 0. Several indexes may have the same name, and are then counted together.
 */
final class ClassesForm {

    private final JsonParser json;
    private final Set<String> indexes = new HashSet<>();
    private final Set<String> keys = new HashSet<>();
    private int classes;

    private ClassesForm(JsonParser json) {
        this.json = json;
    }

    /** @throws IOException if the text has none of these forms; the message says why */
    static void check(String text) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            new ClassesForm(parser).check();
        }
    }

    private void check() throws IOException {
        JsonToken first = json.nextToken();
        if (first == JsonToken.START_OBJECT) {
            checkObject();
        } else if (first == JsonToken.START_ARRAY) {
            checkList();
        } else {
            throw new IOException("it starts with neither { nor [");
        }
        if (json.nextToken() != null) {
            throw new IOException("something follows its end");
        }
        if (classes == 0) {
            throw new IOException("it is empty");
        }
    }

    private void checkList() throws IOException {
        while (json.nextToken() != JsonToken.END_ARRAY) {
            name(json.currentToken() == JsonToken.VALUE_STRING, json.getText());
        }
    }

    private void checkObject() throws IOException {
        boolean byName = false;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            if (!keys.add(key)) {
                throw new IOException("'" + key + "' is there twice");
            }
            boolean isNumber = json.nextToken() == JsonToken.VALUE_NUMBER_INT;
            if (classes > 0 && isNumber != byName) {
                throw new IOException("it has names by index and indexes by name, mixed");
            }
            byName = isNumber;
            if (isNumber) {
                name(true, key);
                index(json.getText());
            } else {
                index(key);
                name(json.currentToken() == JsonToken.VALUE_STRING, json.getText());
            }
        }
    }

    private void index(String text) throws IOException {
        if (!text.matches("0|[1-9][0-9]{0,8}")) {
            throw new IOException("'" + text + "' is no index, which is a whole number from 0");
        }
        if (!indexes.add(text)) {
            throw new IOException("two classes have the index " + text);
        }
    }

    private void name(boolean isText, String name) throws IOException {
        if (!isText || name.isBlank()) {
            throw new IOException("the name of a class is " + (isText ? "empty" : "no text: " + name));
        }
        classes++;
    }
}
