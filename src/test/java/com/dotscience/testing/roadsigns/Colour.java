package com.dotscience.testing.roadsigns;

import java.util.Random;

/** Red, green and blue, each from 0 to 255. */
record Colour(double red, double green, double blue) {

    static Colour any(Random random) {
        return new Colour(random.nextInt(256), random.nextInt(256), random.nextInt(256));
    }
}
