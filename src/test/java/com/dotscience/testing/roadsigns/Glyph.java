package com.dotscience.testing.roadsigns;

import java.util.List;

/**
 * What is drawn on a sign's face, as rows of cells of equal length.
 *
 * @param rows a letter of {@link Paint} or a point for each cell
 */
record Glyph(List<String> rows) {

    private static final char NOTHING = '.';

    Glyph {
        rows = List.copyOf(rows);
        for (String row : rows) {
            if (row.length() != rows.get(0).length()) {
                throw new IllegalArgumentException("A row of other length: " + row);
            }
            row.chars().filter(letter -> letter != NOTHING).forEach(letter -> Paint.of((char) letter));
        }
    }

    /** The paint at a point of the square from -1 to 1 that the glyph fills at its longer side; null where there is none. */
    Paint at(double x, double y) {
        if (rows.isEmpty()) {
            return null;
        }
        int height = rows.size();
        int width = rows.get(0).length();
        double cells = Math.max(width, height) / 2.0;
        int row = (int) Math.floor(y * cells + height / 2.0);
        int column = (int) Math.floor(x * cells + width / 2.0);
        if (row < 0 || row >= height || column < 0 || column >= width) {
            return null;
        }
        char letter = rows.get(row).charAt(column);
        return letter == NOTHING ? null : Paint.of(letter);
    }
}
