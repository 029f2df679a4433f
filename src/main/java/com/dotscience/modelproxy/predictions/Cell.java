package com.dotscience.modelproxy.predictions;

/** What one output of a model says of one instance. */
sealed interface Cell {

    /** Neither a value nor a list of values. */
    Cell DEEPER = new Deeper();

    /**
     * A number, or a list of them.
     *
     * @param winner the index of the highest; -1 if none is a number
     * @param best the highest; NaN if none is a number
     * @param whole whether all are written as integers
     */
    record Scores(int size, int winner, double best, boolean whole) implements Cell {}

    /**
     * A label, or a list of them.
     *
     * @param classes the number of each one's class; {@link Classes#NONE} for an unknown one
     */
    record Labels(int... classes) implements Cell {}

    record Deeper() implements Cell {}
}
