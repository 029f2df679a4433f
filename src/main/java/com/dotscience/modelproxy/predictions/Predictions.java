package com.dotscience.modelproxy.predictions;

import java.util.Arrays;

/** The predictions of one response: for each instance a class, and a confidence if there is one. */
public final class Predictions {

    /** A bound on memory: an instance takes eight bytes, and a response has at most a mebibyte. */
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

    /** Notes that the predictions cannot be read; the first reason counts. */
    void giveUp(UnreadReason reason) {
        unread = unread == null ? reason : unread;
    }

    /** Why they cannot be read; null if they can. */
    UnreadReason unread() {
        return unread;
    }

    /** How many instances there are. */
    public int size() {
        return size;
    }

    /** The number of the class of an instance; {@link Classes#NONE} if the model predicts no known class. */
    public int classOf(int instance) {
        return classes[instance];
    }

    /** From 0 to 1, or NaN: a label has no confidence, and a score outside of this range is no probability. */
    public float confidenceOf(int instance) {
        return confidences[instance];
    }
}
