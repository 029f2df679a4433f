package com.dotscience.system.perturbation;

import java.util.HashMap;
import java.util.Map;

/** Tells things of the same name apart by their number. Not safe for use by several threads. */
final class Numbered {

    private final Map<String, Integer> counts = new HashMap<>();

    String next(String name) {
        return name + " #" + counts.merge(name, 1, Integer::sum);
    }
}
