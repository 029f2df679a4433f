package com.dotscience.testing.bench;

import com.dotscience.testing.bench.meter.Spread;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The results as tables in Markdown. */
record Report(Results results) {

    String figures() {
        StringBuilder table = new StringBuilder(
                "| | | Wall clock, s | Processor, s | Peak memory, MiB | Another's GET, p99, ms |\n|---|---|---|---|---|---|\n");
        for (String what : results.done()) {
            results.of(what)
                    .forEach((side, figures) -> table.append(String.format(
                            Locale.ROOT,
                            "| %s | %s | %s | %s | %s | %s |%n",
                            what,
                            side.words(),
                            Spread.of(figures, Figure::wallSeconds).text(2),
                            Spread.of(figures, Figure::processorSeconds).text(2),
                            Spread.of(figures, Figure::peakMebibytes).text(0),
                            Spread.of(figures, Figure::othersMillis).text(0))));
        }
        return table.toString();
    }

    String ratios() {
        StringBuilder table =
                new StringBuilder("| | | beside | Wall clock | Processor | Peak memory |\n|---|---|---|---|---|---|\n");
        for (String what : results.done()) {
            Map<Side, List<Figure>> sides = results.of(what);
            Stream.of(Side.DEPLOYER, Side.IMAGE)
                    .filter(sides::containsKey)
                    .forEach(deployer -> sides.keySet().stream()
                            .filter(side -> !side.isDeployer())
                            .forEach(side -> table.append(String.format(
                                    Locale.ROOT,
                                    "| %s | %s | %s | %s | %s | %s |%n",
                                    what,
                                    deployer.words(),
                                    side.words(),
                                    ratio(sides, deployer, side, Figure::wallSeconds),
                                    ratio(sides, deployer, side, Figure::processorSeconds),
                                    ratio(sides, deployer, side, Figure::peakMebibytes)))));
        }
        return table.toString();
    }

    private static String ratio(
            Map<Side, List<Figure>> sides, Side deployer, Side other, ToDoubleFunction<Figure> number) {
        return Spread.ofRatios(sides.get(deployer), sides.get(other), number).text(2);
    }
}
