package com.dotscience.testing.bench.proxy;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What one contestant did in all rounds of a case.
 *
 * @param processorSeconds of it alone, in all rounds together
 * @param peakBytes the most memory that it has had resident since it started
 */
record Runs(List<Driven> rounds, double processorSeconds, long peakBytes) {

    double answersPerSecond() {
        return median(Driven::answersPerSecond);
    }

    double p50Millis() {
        return median(Driven::p50Millis);
    }

    double p99Millis() {
        return median(Driven::p99Millis);
    }

    /** Per thousand answers, so that it can be compared. */
    double processorSecondsPerThousand() {
        return processorSeconds
                * 1000
                / rounds.stream().mapToLong(Driven::answers).sum();
    }

    double peakMebibytes() {
        return peakBytes / (double) (1 << 20);
    }

    /** The median of the rounds' own ratios: what is busy on this machine slows those that run one after the other alike. */
    double throughputRatioTo(Runs other) {
        return middle(IntStream.range(0, rounds.size())
                .mapToDouble(round -> rounds.get(round).answersPerSecond()
                        / other.rounds.get(round).answersPerSecond())
                .sorted()
                .toArray());
    }

    private double median(ToDoubleFunction<Driven> figure) {
        return middle(rounds.stream().mapToDouble(figure).sorted().toArray());
    }

    private static double middle(double[] sorted) {
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
