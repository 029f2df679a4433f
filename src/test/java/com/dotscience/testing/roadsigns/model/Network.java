package com.dotscience.testing.roadsigns.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Layers one behind the other, with rectifiers between them and a softmax at the end; with one layer, softmax regression. */
final class Network {

    private final List<Layer> layers;

    Network(List<Layer> layers) {
        this.layers = List.copyOf(layers);
    }

    /** @param widths of the inputs, of what is between, and of the outputs */
    static Network random(List<Integer> widths, Random random) {
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i + 1 < widths.size(); i++) {
            layers.add(Layer.random(widths.get(i), widths.get(i + 1), random));
        }
        return new Network(layers);
    }

    List<Layer> layers() {
        return layers;
    }

    float[] probabilities(float[] features) {
        float[] values = layers.get(0).forward(features);
        for (Layer layer : layers.subList(1, layers.size())) {
            values = layer.forward(rectified(values));
        }
        return softmax(values);
    }

    /** Learns from one example, by stochastic gradient descent on the cross-entropy. */
    void learn(float[] features, int wanted, float rate) {
        List<float[]> inputs = new ArrayList<>(List.of(features));
        for (Layer layer : layers.subList(0, layers.size() - 1)) {
            inputs.add(rectified(layer.forward(inputs.get(inputs.size() - 1))));
        }
        float[] errors = softmax(layers.get(layers.size() - 1).forward(inputs.get(inputs.size() - 1)));
        errors[wanted] -= 1;
        for (int i = layers.size() - 1; i >= 0; i--) {
            float[] before = i == 0 ? null : open(layers.get(i).backward(errors), inputs.get(i));
            layers.get(i).learn(inputs.get(i), errors, rate);
            errors = before;
        }
    }

    private static float[] rectified(float[] values) {
        float[] rectified = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            rectified[i] = Math.max(0, values[i]);
        }
        return rectified;
    }

    /** Nothing goes back through a rectifier that let nothing through. */
    private static float[] open(float[] errors, float[] rectified) {
        for (int i = 0; i < errors.length; i++) {
            if (rectified[i] == 0) {
                errors[i] = 0;
            }
        }
        return errors;
    }

    private static float[] softmax(float[] values) {
        float most = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            most = Math.max(most, value);
        }
        float[] shares = new float[values.length];
        float sum = 0;
        for (int i = 0; i < values.length; i++) {
            // StrictMath: the same bits on every machine, and so the same weights.
            shares[i] = (float) StrictMath.exp(values[i] - most);
            sum += shares[i];
        }
        for (int i = 0; i < shares.length; i++) {
            shares[i] /= sum;
        }
        return shares;
    }
}
