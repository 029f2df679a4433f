package com.dotscience.testing.roadsigns;

import java.util.Random;

/** Draws pictures of road signs. */
public final class Painter {

    /** Each pixel is the mean of so many points by so many, which smooths edges. */
    private static final int POINTS = 3;

    /** A sign as it is seen best: for people to look at, and for requests whose answer has to be sure. */
    public Picture clear(RoadSign sign) {
        return draw(sign, View.clear(), new Random(0));
    }

    /** A sign as it is seen from a car: somewhere near the middle, turned a little, in whatever light, with noise. */
    public Picture random(RoadSign sign, Random random) {
        return draw(sign, View.random(random), random);
    }

    private Picture draw(RoadSign sign, View view, Random noise) {
        byte[] colours = new byte[Picture.SIZE * Picture.SIZE * 3];
        double cosine = StrictMath.cos(view.angle()) / view.size();
        double sine = StrictMath.sin(view.angle()) / view.size();
        for (int pixel = 0; pixel < Picture.SIZE * Picture.SIZE; pixel++) {
            double red = 0;
            double green = 0;
            double blue = 0;
            for (int point = 0; point < POINTS * POINTS; point++) {
                double x = place(pixel % Picture.SIZE, point % POINTS);
                double y = place(pixel / Picture.SIZE, point / POINTS);
                double right = x - view.right();
                double down = y - view.down();
                Paint paint = sign.at(right * cosine + down * sine, down * cosine - right * sine);
                Colour colour = paint != null ? paint.colour() : y < view.horizon() ? view.sky() : view.ground();
                red += colour.red();
                green += colour.green();
                blue += colour.blue();
            }
            colours[pixel * 3] = exposed(red, view, noise);
            colours[pixel * 3 + 1] = exposed(green, view, noise);
            colours[pixel * 3 + 2] = exposed(blue, view, noise);
        }
        return new Picture(colours);
    }

    /** From -1 to 1. */
    private static double place(int pixel, int point) {
        return (pixel + (point + 0.5) / POINTS) / Picture.SIZE * 2 - 1;
    }

    private static byte exposed(double sum, View view, Random noise) {
        double value = sum / (POINTS * POINTS) * view.light() + noise.nextGaussian() * view.noise();
        return (byte) Math.max(0, Math.min(255, Math.round(value)));
    }
}
