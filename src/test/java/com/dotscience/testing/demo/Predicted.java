package com.dotscience.testing.demo;

import com.dotscience.testing.roadsigns.Painter;
import com.dotscience.testing.roadsigns.Picture;
import com.dotscience.testing.roadsigns.Png;
import com.dotscience.testing.roadsigns.RoadSigns;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;

/** The sign that an answer says is in a picture, and the one that is. */
final class Predicted {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Predicted() {}

    /** The likeliest of an answer, by the names that {@code ds} was given. */
    static String in(String answer) throws IOException {
        JsonNode probabilities = JSON.readTree(answer).path("predictions").path(0);
        int likeliest = IntStream.range(0, probabilities.size())
                .reduce((a, b) ->
                        probabilities.get(a).asDouble() >= probabilities.get(b).asDouble() ? a : b)
                .orElseThrow();
        return JSON.readTree(Path.of("hack/roadsigns-classes.json").toFile())
                .path(Integer.toString(likeliest))
                .asText();
    }

    /** What was drawn, found by drawing each sign anew. */
    static String inThePicture(Path request) throws IOException {
        JsonNode bytes = JSON.readTree(request.toFile()).at("/instances/0/input_image_bytes/0");
        Picture picture = new Png().read(bytes.binaryValue());
        RoadSigns signs = RoadSigns.load();
        Painter painter = new Painter();
        return IntStream.range(0, signs.size())
                .filter(i -> painter.clear(signs.get(i)).equals(picture))
                .mapToObj(i -> signs.names().get(i))
                .findFirst()
                .orElseThrow();
    }
}
