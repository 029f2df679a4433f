package com.dotscience.modelproxy.predictions;

import java.util.Arrays;

/** Builds a cell from values that arrive one by one. */
final class CellBuilder implements Numbers {

    /** How many labels of an instance are kept, such as the best hundred of many classes. */
    private static final int MAX_LABELS = 4_096;

    private final Classes classes;
    private boolean labelled;
    private boolean deeper;
    private boolean strings;
    private int size;
    private int winner;
    private double best;
    private boolean whole;
    private int[] labels = new int[1];
    private int labelCount;

    CellBuilder(Classes classes) {
        this.classes = classes;
    }

    /** Begins a cell. @param named whether the name of the output allows numbers to be the indexes of classes */
    void begin(boolean named) {
        labelled = named;
        deeper = false;
        strings = false;
        size = 0;
        winner = -1;
        best = Double.NaN;
        whole = true;
        labelCount = 0;
    }

    @Override
    public void number(double value, boolean isWhole) {
        // The negation is also true while the best is NaN.
        if (!(value <= best) && value == value) {
            best = value;
            winner = size;
        }
        whole &= isWhole;
        size++;
        if (labelled) {
            labelled = value == Math.rint(value);
            label(classes.ofIndex((long) value));
        }
    }

    @Override
    public boolean wantsHighestAlone() {
        return !labelled;
    }

    @Override
    public void fractions(int count, int which, double highest) {
        if (!(highest <= best)) {
            best = highest;
            winner = size + which;
        }
        whole = false;
        size += count;
    }

    void string(String value) {
        strings = true;
        label(classes.ofLabel(value));
    }

    void deeper() {
        deeper = true;
    }

    private void label(int number) {
        if (labelCount == MAX_LABELS) {
            deeper = true;
            return;
        }
        if (labelCount == labels.length) {
            labels = Arrays.copyOf(labels, labelCount * 4);
        }
        labels[labelCount++] = number;
    }

    Cell build() {
        if (deeper || strings && size > 0) {
            return Cell.DEEPER;
        }
        if (size == 0) {
            return new Cell.Labels(Arrays.copyOf(labels, labelCount));
        }
        // A layer called "classes" may hold a probability for each class, and rounded ones look like indexes.
        boolean scores = !labelled || !whole && size == classes.size();
        return scores ? new Cell.Scores(size, winner, best, whole) : new Cell.Labels(Arrays.copyOf(labels, labelCount));
    }
}
