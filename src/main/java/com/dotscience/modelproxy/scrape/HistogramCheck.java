package com.dotscience.modelproxy.scrape;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks that a histogram is complete: each set of labels has ascending buckets up to that of infinity, a sum and a count. */
final class HistogramCheck {

    private static final class Series {
        private double bound = Double.NEGATIVE_INFINITY;
        private double value;
        private double count = Double.NaN;
        private boolean sum;

        boolean whole() {
            return bound == Double.POSITIVE_INFINITY && value == count && sum;
        }
    }

    private final Map<String, Series> all = new HashMap<>();

    private HistogramCheck() {}

    static boolean areWhole(String name, List<SampleLine> samples) {
        HistogramCheck buckets = new HistogramCheck();
        return samples.stream().allMatch(sample -> buckets.goesOn(name, sample))
                && buckets.all.values().stream().allMatch(Series::whole);
    }

    private boolean goesOn(String name, SampleLine sample) {
        Series series = all.computeIfAbsent(sample.others(), labels -> new Series());
        switch (sample.name().substring(name.length())) {
            case "_sum" -> series.sum = true;
            case "_count" -> series.count = sample.number();
            default -> {
                boolean next = sample.bound() > series.bound && sample.number() >= series.value;
                series.bound = sample.bound();
                series.value = sample.number();
                return next;
            }
        }
        return true;
    }
}
