package com.dotscience.testing.roadsigns;

import java.util.Random;

/**
 * How a sign is seen.
 *
 * @param size half the sign's height, where half the picture's is 1
 * @param right how far the sign's middle is right of the picture's
 * @param down how far it is below
 * @param angle in radians, how far it is turned clockwise
 * @param sky the colour of what is behind it above the horizon
 * @param ground and below
 * @param horizon from -1, the picture's upper edge, to 1
 * @param light by which all colours are multiplied
 * @param noise the standard deviation of what is added to each colour of each pixel
 */
record View(
        double size,
        double right,
        double down,
        double angle,
        Colour sky,
        Colour ground,
        double horizon,
        double light,
        double noise) {

    /** From near, straight in front, by daylight. */
    static View clear() {
        return new View(0.9, 0, 0, 0, new Colour(170, 200, 230), new Colour(90, 110, 80), 0.6, 1, 0);
    }

    /** As a car passes it: shifted by up to two pixels, turned by up to ten degrees, by day or dusk, noise included. */
    static View random(Random random) {
        return new View(
                between(0.7, 0.95, random),
                between(-0.125, 0.125, random),
                between(-0.125, 0.125, random),
                between(-0.175, 0.175, random),
                Colour.any(random),
                Colour.any(random),
                between(-1, 1, random),
                between(0.35, 1.1, random),
                between(2, 32, random));
    }

    private static double between(double least, double most, Random random) {
        return least + (most - least) * random.nextDouble();
    }
}
