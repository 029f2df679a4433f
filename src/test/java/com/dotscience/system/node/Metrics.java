package com.dotscience.system.node;

import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.net.InetSocketAddress;

/** What a model-proxy says of itself. */
final class Metrics {

    private static final int API_PORT = 9502;

    private Metrics() {}

    /** In Prometheus' format; the model's own are among them. */
    static String of(Pod pod) throws IOException {
        String address = pod.getStatus().getPodIP();
        try (Connection connection = new Connection(new InetSocketAddress(address, API_PORT))) {
            return connection.get(address, "/api/metrics").text();
        }
    }

    /** How many of a class are counted in a text of Prometheus' format; 0 if none. */
    static double predictions(String metrics, String className) {
        return metrics.lines()
                .filter(line -> line.startsWith("model_proxy_predictions_total{class=\"" + className + "\"}"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }
}
