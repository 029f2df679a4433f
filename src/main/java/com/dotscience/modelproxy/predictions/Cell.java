package com.dotscience.modelproxy.predictions;

/** The value of one output of a model for one instance. */
sealed interface Cell {

    /** A value that is nested deeper than a list. */
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
     * @param classes the number of the class of each label; {@link Classes#NONE} for an unknown label
     */
    record Labels(int... classes) implements Cell {}

    record Deeper() implements Cell {}
}
