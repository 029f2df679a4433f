package com.dotscience.testing.bench.meter;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Numbers that were measured several times: what is in their middle, and between what they lie. */
public record Spread(double median, double minimum, double maximum) {

    public static Spread of(double... numbers) {
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }

    public static <T> Spread of(List<T> measured, ToDoubleFunction<T> number) {
        return of(measured.stream().mapToDouble(number).toArray());
    }

    /**
     * Of the ratios of pairs: the first of one to the first of the other, and so on. Those of a pair were measured one right
     * after the other, so that what else the machine did slowed both.
     */
    public static <T> Spread ofRatios(List<T> of, List<T> to, ToDoubleFunction<T> number) {
        if (of.size() != to.size()) {
            throw new IllegalArgumentException(of.size() + " and " + to.size() + " figures make no pairs");
        }
        return of(IntStream.range(0, of.size())
                .mapToDouble(i -> number.applyAsDouble(of.get(i)) / number.applyAsDouble(to.get(i)))
                .toArray());
    }

    /** The smallest of them that is no less than so many percent of all (nearest rank). */
    public static double percentile(int percent, List<Double> numbers) {
        List<Double> sorted = numbers.stream().sorted().toList();
        int rank = (int) Math.ceil(percent / 100.0 * sorted.size());
        return sorted.get(Math.max(rank, 1) - 1);
    }

    /** With so many digits behind the point. */
    public String text(int digits) {
        String number = "%." + digits + "f";
        return String.format(Locale.ROOT, number + " (" + number + "–" + number + ")", median, minimum, maximum);
    }
}
