package com.dotscience.testing.roadsigns.model;

import com.dotscience.testing.roadsigns.RoadSigns;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes the weights anew: {@code hack/fixtures com.dotscience.testing.roadsigns.model.Train}, in the project's folder. The
 * same signs and recipes give the same files, byte for byte.
 */
final class Train {

    private static final Path FOLDER = Path.of("src/test/resources/com/dotscience/testing/roadsigns/model");

    private Train() {}

    public static void main(String[] args) throws IOException {
        Files.createDirectories(FOLDER);
        for (Recipe recipe : Recipe.all()) {
            Files.write(FOLDER.resolve(RoadSignModel.resource(recipe.version())), weights(recipe));
        }
    }

    static byte[] weights(Recipe recipe) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new WeightsFile().write(recipe.train(RoadSigns.load()), new DataOutputStream(bytes));
        return bytes.toByteArray();
    }
}
