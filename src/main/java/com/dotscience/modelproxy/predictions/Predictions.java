package com.dotscience.modelproxy.predictions;

import java.util.Arrays;

/** What one answer predicts: for each instance a class, and a confidence where there is one. */
public final class Predictions {

    /** Eight bytes each, and an answer that is read has a mebibyte at most. */
    static final int MAX = 65_536;

    private int[] classes = new int[1];
    private float[] confidences = new float[1];
    private int size;
    private UnreadReason unread;

    void add(int number, double confidence) {
        if (size == MAX) {
            giveUp(UnreadReason.TOO_LARGE);
            return;
        }
        if (size == classes.length) {
            classes = Arrays.copyOf(classes, size * 4);
            confidences = Arrays.copyOf(confidences, size * 4);
        }
        classes[size] = number;
        confidences[size++] = (float) confidence;
    }

    /** They cannot be told after all; the first reason counts. */
    void giveUp(UnreadReason reason) {
        unread = unread == null ? reason : unread;
    }

    /** Why they cannot be told, or null. */
    UnreadReason unread() {
        return unread;
    }

    /** How many instances there are. */
    public int size() {
        return size;
    }

    /** The number of the class of an instance; {@link Classes#NONE} where the model names none of the known ones. */
    public int classOf(int instance) {
        return classes[instance];
    }

    /** From 0 to 1, or NaN: a label comes without, and a score outside of that is no probability. */
    public float confidenceOf(int instance) {
        return confidences[instance];
    }
}
