package com.dotscience.system.node;

/** What a model-proxy has counted. */
final class Metrics {

    private Metrics() {}

    /** Of a class, in a text of Prometheus' format; 0 if none. */
    static double predictions(String metrics, String className) {
        return metrics.lines()
                .filter(line -> line.startsWith("model_proxy_predictions_total{class=\"" + className + "\"}"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }
}
