package com.dotscience.testing.roadsigns.model;

import com.dotscience.testing.roadsigns.Painter;
import com.dotscience.testing.roadsigns.Picture;
import com.dotscience.testing.roadsigns.RoadSign;
import com.dotscience.testing.roadsigns.RoadSigns;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * How a version of the model is made.
 *
 * @param hidden the widths of the layers between the first and the last
 * @param pictures how many of each sign are drawn to learn from
 * @param rounds how many times all are looked at
 * @param rate the step at the first round; it goes down to a tenth of it at the last
 */
record Recipe(int version, List<Integer> hidden, int pictures, int rounds, float rate) {

    private static final long SEED = 20;

    /** One of so many pictures is a clear one. */
    private static final int CLEAR = 8;

    /** Softmax regression on a few pictures, and a network with a layer in between on many. */
    static List<Recipe> all() {
        return List.of(new Recipe(1, List.of(), 50, 30, 0.02f), new Recipe(2, List.of(48), 300, 8, 0.01f));
    }

    /** The same weights each time, on every machine. */
    Network train(RoadSigns signs) {
        Random random = new Random(SEED + version);
        Painter painter = new Painter();
        Features features = new Features();
        List<float[]> examples = new ArrayList<>();
        for (int i = 0; i < pictures * signs.size(); i++) {
            RoadSign sign = signs.get(i % signs.size());
            // Among them the clear one, so that of it the network is sure.
            boolean clear = i / signs.size() % CLEAR == 0;
            Picture picture = clear ? painter.clear(sign) : painter.random(sign, random);
            examples.add(features.of(picture));
        }
        List<Integer> widths = new ArrayList<>(hidden);
        widths.add(0, Features.COUNT);
        widths.add(signs.size());
        Network network = Network.random(widths, random);
        int steps = rounds * examples.size();
        for (int step = 0; step < steps; step++) {
            int example = random.nextInt(examples.size());
            network.learn(examples.get(example), example % signs.size(), rate * (1 - 0.9f * step / steps));
        }
        return network;
    }
}
