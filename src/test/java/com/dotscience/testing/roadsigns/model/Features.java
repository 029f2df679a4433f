package com.dotscience.testing.roadsigns.model;

import com.dotscience.testing.roadsigns.Picture;

/** What of a picture the network sees: the brightness of each pixel, whatever the light was, and colours of 4 by 4 pixels. */
final class Features {

    private static final int BLOCK = 4;
    private static final int BLOCKS = Picture.SIZE / BLOCK;
    private static final int PIXELS = Picture.SIZE * Picture.SIZE;

    static final int COUNT = PIXELS + BLOCKS * BLOCKS * 2;

    float[] of(Picture picture) {
        float[] brightness = new float[PIXELS];
        float[] features = new float[COUNT];
        float sum = 0;
        float squares = 0;
        for (int pixel = 0; pixel < PIXELS; pixel++) {
            int x = pixel % Picture.SIZE;
            int y = pixel / Picture.SIZE;
            float grey = (picture.red(x, y) + picture.green(x, y) + picture.blue(x, y)) / 3f;
            brightness[pixel] = grey;
            sum += grey;
            squares += grey * grey;
            int block = PIXELS + (y / BLOCK * BLOCKS + x / BLOCK) * 2;
            features[block] += (picture.red(x, y) - grey) / (BLOCK * BLOCK);
            features[block + 1] += (picture.blue(x, y) - grey) / (BLOCK * BLOCK);
        }
        float mean = sum / PIXELS;
        // One more, so that a picture of one colour has a contrast as well.
        float contrast = (float) Math.sqrt(squares / PIXELS - mean * mean + 1);
        for (int pixel = 0; pixel < PIXELS; pixel++) {
            features[pixel] = (brightness[pixel] - mean) / contrast;
        }
        for (int block = PIXELS; block < COUNT; block++) {
            features[block] /= contrast;
        }
        return features;
    }
}
