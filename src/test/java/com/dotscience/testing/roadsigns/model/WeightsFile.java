package com.dotscience.testing.roadsigns.model;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * How a network is kept: the number of layers, and of each its inputs, its outputs, its biases, the weight that one step
 * stands for, and its weights in such steps, a byte each. Numbers are big-endian.
 */
final class WeightsFile {

    private static final int STEPS = 127;

    void write(Network network, DataOutputStream file) throws IOException {
        file.writeInt(network.layers().size());
        for (Layer layer : network.layers()) {
            file.writeInt(layer.inputs);
            file.writeInt(layer.outputs);
            for (float bias : layer.biases) {
                file.writeFloat(bias);
            }
            float step = greatest(layer.weights) / STEPS;
            file.writeFloat(step);
            for (float weight : layer.weights) {
                file.writeByte(Math.round(weight / step));
            }
        }
    }

    Network read(DataInputStream file) throws IOException {
        int count = file.readInt();
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int inputs = file.readInt();
            int outputs = file.readInt();
            float[] biases = new float[outputs];
            for (int o = 0; o < outputs; o++) {
                biases[o] = file.readFloat();
            }
            float step = file.readFloat();
            float[] weights = new float[inputs * outputs];
            for (int w = 0; w < weights.length; w++) {
                weights[w] = file.readByte() * step;
            }
            layers.add(new Layer(inputs, outputs, weights, biases));
        }
        return new Network(layers);
    }

    private static float greatest(float[] weights) {
        float greatest = 0;
        for (float weight : weights) {
            greatest = Math.max(greatest, Math.abs(weight));
        }
        return greatest;
    }
}
