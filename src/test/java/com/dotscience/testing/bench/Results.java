package com.dotscience.testing.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What was measured, in the order of measuring: of each thing that was done, the figures of each side that did it. */
final class Results {

    private final Map<String, Map<Side, List<Figure>>> figures = new LinkedHashMap<>();

    private final List<String> faults = new ArrayList<>();

    /** What makes all figures worthless. */
    List<String> faults() {
        return faults;
    }

    void add(String what, Side side, Figure figure) {
        figures.computeIfAbsent(what, key -> new EnumMap<>(Side.class))
                .computeIfAbsent(side, key -> new ArrayList<>())
                .add(figure);
    }

    Set<String> done() {
        return figures.keySet();
    }

    Map<Side, List<Figure>> of(String what) {
        return figures.getOrDefault(what, Map.of());
    }
}
