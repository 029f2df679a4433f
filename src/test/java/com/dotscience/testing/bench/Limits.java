package com.dotscience.testing.bench;

import com.dotscience.testing.bench.meter.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What the deployer is held to.
 *
 * @param wall ratios of wall-clock time
 * @param processor ratios of processor time
 * @param latencyMillis from the news of one change to its write, at the median
 */
record Limits(List<Limit> wall, List<Limit> processor, OptionalDouble latencyMillis) {

    /** @throws IllegalArgumentException in a sentence for people, if one of them names nothing */
    static Limits of(Map<String, Double> wall, Map<String, Double> processor, Double latencyMillis) {
        return new Limits(
                limits(wall),
                limits(processor),
                latencyMillis == null ? OptionalDouble.empty() : OptionalDouble.of(latencyMillis));
    }

    private static List<Limit> limits(Map<String, Double> named) {
        return named.entrySet().stream()
                .map(limit -> Limit.of(limit.getKey(), limit.getValue()))
                .toList();
    }

    /** In words, where they are broken. */
    List<String> broken(Results results) {
        List<String> broken = new ArrayList<>();
        wall.forEach(limit -> broken.addAll(limit.broken(results, "time", Figure::wallSeconds)));
        processor.forEach(limit -> broken.addAll(limit.broken(results, "processor time", Figure::processorSeconds)));
        results.of(Phase.ONE.words()).forEach((side, figures) -> {
            double median = Spread.of(figures, Figure::wallSeconds).median() * 1e3;
            if (side.isDeployer() && median > latencyMillis.orElse(Double.MAX_VALUE)) {
                broken.add(String.format(
                        Locale.ROOT,
                        "%s (%s): %.0f ms at the median, and %.0f may be",
                        Phase.ONE.words(),
                        side.words(),
                        median,
                        latencyMillis.getAsDouble()));
            }
        });
        return broken;
    }
}
