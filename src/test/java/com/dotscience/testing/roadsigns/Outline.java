package com.dotscience.testing.roadsigns;

/** The outline of a sign, within one unit around its middle; y points down. */
enum Outline {
    CIRCLE(0, 0, 0.5) {
        @Override
        double depth(double x, double y) {
            return 1 - Math.sqrt(x * x + y * y);
        }
    },
    /** Stands on its side. */
    TRIANGLE(0, 0.3, 0.4) {
        @Override
        double depth(double x, double y) {
            return Math.min(0.8 - y, 0.475 + 0.5 * y - SINE_OF_60_DEGREES * Math.abs(x));
        }
    },
    /** Stands on its point. */
    YIELD(0, -0.3, 0.4) {
        @Override
        double depth(double x, double y) {
            return TRIANGLE.depth(x, -y);
        }
    },
    DIAMOND(0, 0, 0.5) {
        @Override
        double depth(double x, double y) {
            return (1 - Math.abs(x) - Math.abs(y)) * COSINE_OF_45_DEGREES;
        }
    },
    OCTAGON(0, 0, 0.72) {
        @Override
        double depth(double x, double y) {
            double straight = 0.92 - Math.max(Math.abs(x), Math.abs(y));
            double slanting = 0.92 - (Math.abs(x) + Math.abs(y)) * COSINE_OF_45_DEGREES;
            return Math.min(straight, slanting);
        }
    };

    private static final double SINE_OF_60_DEGREES = 0.8660254037844386;
    private static final double COSINE_OF_45_DEGREES = 0.7071067811865476;

    /** The middle of the square that a glyph fills, and half of its side. */
    final double glyphX;

    final double glyphY;
    final double glyphRadius;

    Outline(double glyphX, double glyphY, double glyphRadius) {
        this.glyphX = glyphX;
        this.glyphY = glyphY;
        this.glyphRadius = glyphRadius;
    }

    /** How far inside its edge a point lies; negative outside. */
    abstract double depth(double x, double y);
}
