package com.dotscience.testing.bench.proxy;

/** What wrk saw: answers that came whole, in how many seconds, and how long they took, in milliseconds. */
record Driven(long answers, double seconds, double p50Millis, double p99Millis) {

    double answersPerSecond() {
        return answers / seconds;
    }
}
