package com.dotscience.testing.roadsigns.server;

import java.util.SortedMap;
import java.util.TreeMap;

/** What TensorFlow Serving counts of its requests, under the names that it uses. */
final class ServerMetrics {

    static final String PATH = "/monitoring/prometheus/metrics";

    private final String model;
    private final SortedMap<String, Long> requests = new TreeMap<>();
    private long microseconds;
    private long answered;

    ServerMetrics(String model) {
        this.model = model;
    }

    synchronized void count(int status, long nanoseconds) {
        requests.merge(status < 400 ? "OK" : Integer.toString(status), 1L, Long::sum);
        microseconds += nanoseconds / 1000;
        answered++;
    }

    /** In Prometheus' text format. */
    synchronized String text() {
        StringBuilder text = new StringBuilder("# TYPE :tensorflow:serving:request_count counter\n");
        requests.forEach((status, count) -> text.append(":tensorflow:serving:request_count{model_name=\"")
                .append(model)
                .append("\",status=\"")
                .append(status)
                .append("\"} ")
                .append(count)
                .append('\n'));
        String labels = "{model_name=\"" + model + "\",API=\"predict\",entrypoint=\"REST\"";
        return text.append("# TYPE :tensorflow:serving:request_latency histogram\n")
                .append(":tensorflow:serving:request_latency_bucket" + labels + ",le=\"+Inf\"} " + answered + "\n")
                .append(":tensorflow:serving:request_latency_sum" + labels + "} " + microseconds + "\n")
                .append(":tensorflow:serving:request_latency_count" + labels + "} " + answered + "\n")
                .toString();
    }
}
