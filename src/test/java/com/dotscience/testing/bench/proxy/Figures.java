package com.dotscience.testing.bench.proxy;

/**
 * What was measured of one workload at so many connections.
 *
 * @param notRead the share of answers that the model-proxy passed on without reading them, 0 to 1
 */
record Figures(Workload workload, int connections, Runs direct, Runs nginx, Runs modelProxy, double notRead) {

    double throughputToNginx() {
        return modelProxy.throughputRatioTo(nginx);
    }

    /** How much the model-proxy adds to the median, to how much nginx adds. */
    double addedP50ToNginx() {
        return (modelProxy.p50Millis() - direct.p50Millis()) / (nginx.p50Millis() - direct.p50Millis());
    }
}
