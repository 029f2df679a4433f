package com.dotscience.testing.roadsigns;

import java.util.Arrays;

/** 32 by 32 pixels of red, green and blue. */
public final class Picture {

    /** Pixels on each side. */
    public static final int SIZE = 32;

    private final byte[] colours;

    /** @param colours red, green and blue of each pixel, row by row from the upper left */
    Picture(byte[] colours) {
        if (colours.length != SIZE * SIZE * 3) {
            throw new IllegalArgumentException("A picture has " + SIZE * SIZE * 3 + " colours, not " + colours.length);
        }
        this.colours = colours.clone();
    }

    /** 0 to 255. */
    public int red(int x, int y) {
        return colour(x, y, 0);
    }

    public int green(int x, int y) {
        return colour(x, y, 1);
    }

    public int blue(int x, int y) {
        return colour(x, y, 2);
    }

    private int colour(int x, int y, int which) {
        return colours[(y * SIZE + x) * 3 + which] & 0xff;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Picture picture && Arrays.equals(colours, picture.colours);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(colours);
    }
}
