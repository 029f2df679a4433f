package com.dotscience.testing.roadsigns.model;

import java.util.Random;

/** Weighted sums of its inputs. Row by row of inputs, so that a compiler can make many steps at once. */
final class Layer {

    final int inputs;
    final int outputs;

    /** Of each input to each output: {@code weights[input * outputs + output]}. */
    final float[] weights;

    final float[] biases;

    Layer(int inputs, int outputs, float[] weights, float[] biases) {
        this.inputs = inputs;
        this.outputs = outputs;
        this.weights = weights;
        this.biases = biases;
    }

    /** One that has learned nothing yet. */
    static Layer random(int inputs, int outputs, Random random) {
        float[] weights = new float[inputs * outputs];
        float spread = (float) Math.sqrt(2.0 / inputs);
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) random.nextGaussian() * spread;
        }
        return new Layer(inputs, outputs, weights, new float[outputs]);
    }

    float[] forward(float[] input) {
        float[] sums = biases.clone();
        for (int i = 0; i < inputs; i++) {
            float value = input[i];
            int row = i * outputs;
            for (int o = 0; o < outputs; o++) {
                sums[o] += value * weights[row + o];
            }
        }
        return sums;
    }

    /** How much the error changes with each input, by how much it changes with each output. */
    float[] backward(float[] errors) {
        float[] before = new float[inputs];
        for (int i = 0; i < inputs; i++) {
            int row = i * outputs;
            float sum = 0;
            for (int o = 0; o < outputs; o++) {
                sum += errors[o] * weights[row + o];
            }
            before[i] = sum;
        }
        return before;
    }

    /** One step down the slope of the error. */
    void learn(float[] input, float[] errors, float rate) {
        for (int i = 0; i < inputs; i++) {
            float step = input[i] * rate;
            int row = i * outputs;
            for (int o = 0; o < outputs; o++) {
                weights[row + o] -= step * errors[o];
            }
        }
        for (int o = 0; o < outputs; o++) {
            biases[o] -= rate * errors[o];
        }
    }
}
