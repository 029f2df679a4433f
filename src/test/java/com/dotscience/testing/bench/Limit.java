package com.dotscience.testing.bench;

import com.dotscience.testing.bench.meter.Spread;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * How much more than another side a deployer may take for something, when its process has just started.
 *
 * @param what one of {@link Results#done}
 * @param ratio the median of pairs is to be no larger
 */
record Limit(String what, Side beside, double ratio) {

    private static final Map<String, String> NAMES = new TreeMap<>(Map.of(
            "start",
            EmptyCluster.START,
            "start-full",
            FullCluster.START,
            "idle-full",
            FullCluster.IDLE,
            "create",
            Phase.CREATE.words(),
            "create-from-start",
            EmptyCluster.CREATE_FROM_START,
            "images",
            Phase.IMAGES.words(),
            "scale",
            Phase.SCALE.words(),
            "one",
            Phase.ONE.words(),
            "delete",
            Phase.DELETE.words(),
            "together",
            EmptyCluster.TOGETHER));

    /**
     * @param name such as {@code create/kubectl_create}
     * @throws IllegalArgumentException in a sentence for people, if it names nothing
     */
    static Limit of(String name, double ratio) {
        String[] parts = name.split("/", 2);
        String what = NAMES.get(parts[0]);
        if (what == null || parts.length < 2) {
            throw new IllegalArgumentException("'" + name + "' is to be one of " + String.join(", ", NAMES.keySet())
                    + ", a slash, and the side beside which it is measured");
        }
        return new Limit(what, side(parts[1]), ratio);
    }

    private static Side side(String name) {
        return Arrays.stream(Side.values())
                .filter(side -> side.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + name + "' is no side: there are " + Arrays.toString(Side.values())));
    }

    /** In words, where it is broken. What was not measured breaks it, too. */
    List<String> broken(Results results, String of, ToDoubleFunction<Figure> number) {
        Map<Side, List<Figure>> sides = results.of(what);
        List<Side> deployers =
                Stream.of(Side.DEPLOYER, Side.IMAGE).filter(sides::containsKey).toList();
        if (deployers.isEmpty() || !sides.containsKey(beside)) {
            return List.of("%s was not measured beside the %s".formatted(what, beside.words()));
        }
        return deployers.stream()
                .flatMap(deployer -> broken(deployer, sides, of, number).stream())
                .toList();
    }

    private Optional<String> broken(
            Side deployer, Map<Side, List<Figure>> sides, String of, ToDoubleFunction<Figure> number) {
        double median =
                Spread.ofRatios(sides.get(deployer), sides.get(beside), number).median();
        return median <= ratio
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "%s (%s): %.2f times the %s of %s, and %.2f may be",
                        what,
                        deployer.words(),
                        median,
                        of,
                        beside.words(),
                        ratio));
    }
}
