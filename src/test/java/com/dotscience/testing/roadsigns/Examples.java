package com.dotscience.testing.roadsigns;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/**
 * Writes what people send from {@code hack/}: {@code hack/fixtures com.dotscience.testing.roadsigns.Examples}, in the project's
 * folder.
 */
public final class Examples {

    /** The sign in the request. */
    public static final String SIGN = "speed-limit-50";

    /** A request in the tutorial's form. */
    public static final Path REQUEST = Path.of("hack/test_payload.json");

    /** The signs' names by their classes, for {@code ds deployment create --classes}. */
    public static final Path CLASSES = Path.of("hack/roadsigns-classes.json");

    private final ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private final RoadSigns signs = RoadSigns.load();

    private Examples() {}

    public static void main(String[] args) throws IOException {
        Examples examples = new Examples();
        Files.writeString(REQUEST, examples.request());
        Files.writeString(CLASSES, examples.classes());
    }

    /** A request that asks which sign is in a picture. */
    public static String request(Picture picture) {
        return "{\"instances\": [{\"input_image_bytes\": [\""
                + Base64.getEncoder().encodeToString(new Png().write(picture)) + "\"]}]}";
    }

    private String request() {
        return request(new Painter().clear(signs.get(signs.names().indexOf(SIGN)))) + "\n";
    }

    private String classes() {
        ObjectNode classes = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < signs.size(); i++) {
            classes.put(Integer.toString(i), signs.get(i).name());
        }
        try {
            return mapper.writeValueAsString(classes) + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
