package com.dotscience.testing.bench.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;

/** What is asked and answered over and over. */
enum Workload {
    /** A picture's features there, the probabilities of one instance back. */
    SMALL("1 kB", 1_000, 1_000, List.of(1, 16, 64), 64),
    /** A picture there. */
    UPLOAD("1 MB request", 1_000_000, 1_000, List.of(1, 16, 64), 64),
    /** The probabilities of more than a thousand instances back. */
    DOWNLOAD("1 MB answer", 1_000, 1_000_000, List.of(1, 4, 16, 64), 4);

    private static final String REQUEST_HEAD = "{\"instances\": [{\"input_image_bytes\": [\"";
    private static final String REQUEST_TAIL = "\"]}]}";

    private final String title;
    private final byte[] request;
    private final Predictions answer;
    private final List<Integer> connections;
    private final int readWholeUpTo;

    Workload(String title, int request, int answer, List<Integer> connections, int readWholeUpTo) {
        this.title = title;
        this.request = request(request);
        this.answer = Predictions.ofSize(answer);
        this.connections = connections;
        this.readWholeUpTo = readWholeUpTo;
    }

    String title() {
        return title;
    }

    byte[] request() {
        return request;
    }

    Predictions answer() {
        return answer;
    }

    /** At how many connections it is measured. */
    List<Integer> connections() {
        return connections;
    }

    boolean isLarge() {
        return this != SMALL;
    }

    /** Whether the model-proxy has to read every answer at so many connections. */
    boolean isReadWhole(int atConnections) {
        return atConnections <= readWholeUpTo;
    }

    private static byte[] request(int bytes) {
        String base64 = "iVBORw0KGgo".repeat(bytes / 11 + 1);
        int room = bytes - REQUEST_HEAD.length() - REQUEST_TAIL.length();
        return (REQUEST_HEAD + base64.substring(0, room) + REQUEST_TAIL).getBytes(US_ASCII);
    }
}
