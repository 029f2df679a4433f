package com.dotscience.testing.roadsigns;

/**
 * One kind of road sign.
 *
 * @param name such as {@code speed-limit-50}
 * @param rimWidth of the radius, 0 to 1
 */
public record RoadSign(String name, Outline outline, Paint rim, double rimWidth, Paint face, Glyph glyph) {

    /** The paint at a point, where the sign lies within one unit around its middle and y points down; null beside it. */
    Paint at(double x, double y) {
        double depth = outline.depth(x, y);
        if (depth < 0) {
            return null;
        }
        if (depth < rimWidth) {
            return rim;
        }
        Paint drawn = glyph.at((x - outline.glyphX) / outline.glyphRadius, (y - outline.glyphY) / outline.glyphRadius);
        return drawn == null ? face : drawn;
    }
}
