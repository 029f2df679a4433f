package com.dotscience.system.perturbation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * How many of all perturbations are tried: with {@code -Dperturbations=all} all of them, else a few that a seed chooses, which is printed and can be
 * given: {@code -Dperturbations.seed=1}.
 */
final class Extent {

    private static final String SETTING = "perturbations";

    private final long seed = Long.getLong(SETTING + ".seed", System.nanoTime());

    long seed() {
        return seed;
    }

    /** All of them, or this many. */
    <T> List<T> of(List<T> all, int few) {
        if ("all".equals(System.getProperty(SETTING))) {
            return all;
        }
        List<T> chosen = new ArrayList<>(all);
        Collections.shuffle(chosen, new Random(seed));
        System.out.println("perturbations.seed=" + seed + ": " + few + " of " + all.size());
        return chosen.subList(0, Math.min(few, chosen.size()));
    }
}
