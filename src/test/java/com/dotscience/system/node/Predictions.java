package com.dotscience.system.node;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where predictions are asked for.
 *
 * @param host that the request names
 */
record Predictions(InetSocketAddress address, String host) {

    private static final String PATH = "/v1/models/model:predict";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The picture that {@code docs/install.md} asks about. */
    static byte[] request() {
        try {
            return Files.readAllBytes(Path.of("hack", "test_payload.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Predictions at(InetSocketAddress service) {
        return new Predictions(service, service.getHostString());
    }

    Connection connect() throws IOException {
        return new Connection(address);
    }

    Connection.Answer ask(Connection connection, byte[] request) throws IOException {
        return connection.post(host, PATH, request);
    }

    /** Asks with all but the last byte, which {@link Connection#finish} sends. */
    Connection begin(byte[] request) throws IOException {
        Connection connection = connect();
        try {
            connection.begin(host, PATH, request);
            return connection;
        } catch (IOException e) {
            connection.close();
            throw e;
        }
    }

    /** Asks once, over a connection of its own. */
    Connection.Answer ask(byte[] request) throws IOException {
        try (Connection connection = connect()) {
            return ask(connection, request);
        }
    }

    /** Waits for the first answer: a Service or an Ingress sends something to a pod a moment after the pod is ready. */
    Predictions onceAnswered() {
        await("an answer at " + this)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> ask(request()).status() == 200);
        return this;
    }

    /** The most probable class of the only prediction in an answer. */
    static int bestClass(Connection.Answer answer) throws IOException {
        return bestClass(answer.text());
    }

    static int bestClass(String answer) throws IOException {
        JsonNode predictions = JSON.readTree(answer).path("predictions");
        if (predictions.size() != 1) {
            throw new IOException("Not one prediction: " + answer);
        }
        JsonNode probabilities = predictions.get(0);
        int best = 0;
        for (int i = 1; i < probabilities.size(); i++) {
            if (probabilities.get(i).asDouble() > probabilities.get(best).asDouble()) {
                best = i;
            }
        }
        return best;
    }
}
