package com.dotscience.system.node;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Predictions asked for with all but the last byte: all are in flight until they get it. */
final class HeldRequests implements AutoCloseable {

    private final byte[] request = Predictions.request();
    private final List<Connection> connections = new ArrayList<>();

    static HeldRequests at(Predictions predictions, int count) throws IOException {
        HeldRequests held = new HeldRequests();
        try {
            for (int i = 0; i < count; i++) {
                held.connections.add(predictions.begin(held.request));
            }
            return held;
        } catch (IOException e) {
            held.close();
            throw e;
        }
    }

    /** Sends what is missing of each; what is answered. */
    List<Connection.Answer> finish() throws IOException {
        List<Connection.Answer> answers = new ArrayList<>();
        for (Connection connection : connections) {
            answers.add(connection.finish(request));
        }
        return answers;
    }

    @Override
    public void close() throws IOException {
        for (Connection connection : connections) {
            connection.close();
        }
    }
}
