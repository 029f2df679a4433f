package com.dotscience.testing.roadsigns.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Embedded;
import com.dotscience.testing.roadsigns.Painter;
import com.dotscience.testing.roadsigns.Picture;
import com.dotscience.testing.roadsigns.RoadSigns;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Embedded
class RoadSignModelTest {

    /** Of pictures that no version has learned from: they learn from those of other seeds. */
    private static final long UNSEEN = 4711;

    private static final int PICTURES_OF_EACH = 40;

    private final RoadSigns signs = RoadSigns.load();
    private final Painter painter = new Painter();

    @Test
    void eachVersionIsGoodAtPicturesItHasNeverSeenAndTheSecondIsBetter() {
        double first = accuracy(RoadSignModel.load(1));
        double second = accuracy(RoadSignModel.load(2));

        assertThat(first).isBetween(0.65, 0.85);
        assertThat(second).isGreaterThan(0.9).isGreaterThan(first + 0.1);
    }

    /** That it is what it has learned that tells the signs apart. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void withItsWeightsInAnotherOrderItOnlyGuesses(int version) {
        Network shuffled = RoadSignModel.load(version).network();
        shuffled.layers().forEach(layer -> shuffle(layer.weights));

        assertThat(accuracy(new RoadSignModel(version, shuffled))).isLessThan(0.15);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void ofAClearPictureItIsSure(int version) {
        RoadSignModel model = RoadSignModel.load(version);
        for (int sign = 0; sign < signs.size(); sign++) {
            assertThat(model.probabilities(painter.clear(signs.get(sign)))[sign])
                    .as(signs.get(sign).name())
                    .isGreaterThan(0.97f);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void theProbabilitiesOfAllSignsAreOneTogether(int version) {
        float[] probabilities = RoadSignModel.load(version).probabilities(painter.random(signs.get(9), new Random(1)));
        float sum = 0;
        for (float probability : probabilities) {
            assertThat(probability).isBetween(0f, 1f);
            sum += probability;
        }

        assertThat(probabilities).hasSize(43);
        assertThat(sum).isBetween(0.9999f, 1.0001f);
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void trainingAnewGivesTheWeightsThatAreKept(Recipe recipe) throws IOException {
        try (InputStream kept = RoadSignModel.class.getResourceAsStream(RoadSignModel.resource(recipe.version()))) {
            assertThat(Train.weights(recipe)).isEqualTo(kept.readAllBytes());
        }
    }

    static List<Recipe> recipes() {
        return Recipe.all();
    }

    private double accuracy(RoadSignModel model) {
        Random random = new Random(UNSEEN);
        int right = 0;
        int pictures = PICTURES_OF_EACH * signs.size();
        for (int i = 0; i < pictures; i++) {
            int sign = i % signs.size();
            Picture picture = painter.random(signs.get(sign), random);
            if (likeliest(model.probabilities(picture)) == sign) {
                right++;
            }
        }
        return (double) right / pictures;
    }

    private static int likeliest(float[] probabilities) {
        int likeliest = 0;
        for (int i = 1; i < probabilities.length; i++) {
            if (probabilities[i] > probabilities[likeliest]) {
                likeliest = i;
            }
        }
        return likeliest;
    }

    private static void shuffle(float[] weights) {
        List<Float> values = new ArrayList<>();
        for (float weight : weights) {
            values.add(weight);
        }
        Collections.shuffle(values, new Random(1));
        for (int i = 0; i < weights.length; i++) {
            weights[i] = values.get(i);
        }
    }
}
