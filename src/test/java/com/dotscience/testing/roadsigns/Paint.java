package com.dotscience.testing.roadsigns;

import java.util.Arrays;

/** What signs are painted with. */
enum Paint {
    BLACK('k', 20, 20, 20),
    GREY('g', 130, 130, 130),
    WHITE('w', 240, 240, 240),
    RED('r', 200, 20, 30),
    YELLOW('y', 245, 200, 20),
    BLUE('b', 20, 80, 190),
    GREEN('n', 20, 150, 70);

    private final char letter;
    private final Colour colour;

    Paint(char letter, int red, int green, int blue) {
        this.letter = letter;
        this.colour = new Colour(red, green, blue);
    }

    Colour colour() {
        return colour;
    }

    /** @throws IllegalArgumentException if no paint has this letter */
    static Paint of(char letter) {
        return Arrays.stream(values())
                .filter(paint -> paint.letter == letter)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No paint has the letter " + letter));
    }
}
