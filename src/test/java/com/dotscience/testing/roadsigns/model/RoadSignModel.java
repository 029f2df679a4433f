package com.dotscience.testing.roadsigns.model;

import com.dotscience.testing.roadsigns.Picture;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** Says which sign is in a picture, as sure as it is. */
public final class RoadSignModel {

    /** Those that there are; each is better than the one before. */
    public static final List<Integer> VERSIONS =
            Recipe.all().stream().map(Recipe::version).toList();

    private final int version;
    private final Network network;
    private final Features features = new Features();

    RoadSignModel(int version, Network network) {
        this.version = version;
        this.network = network;
    }

    /** @throws IllegalArgumentException if there is no such version */
    public static RoadSignModel load(int version) {
        try (InputStream file = RoadSignModel.class.getResourceAsStream(resource(version))) {
            if (file == null) {
                throw new IllegalArgumentException("There is no version " + version + ", only " + VERSIONS);
            }
            DataInputStream data = new DataInputStream(new BufferedInputStream(file));
            return new RoadSignModel(version, new WeightsFile().read(data));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String resource(int version) {
        return "weights-" + version + ".bin";
    }

    Network network() {
        return network;
    }

    public int version() {
        return version;
    }

    /** Of each class, 0 to 1; together 1. */
    public float[] probabilities(Picture picture) {
        return network.probabilities(features.of(picture));
    }
}
