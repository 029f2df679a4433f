package com.dotscience.system.soak;

import java.time.Duration;

/**
 * How much is soaked: {@code -Dsoak=long} takes 15 minutes without what is waited for between its parts, anything else what fits into each build.
 * {@code -Dsoak.seed=1} has people and faults choose the same again.
 *
 * @param models model deployments
 * @param stretch a quiet window, and that for which figures are printed
 * @param stretches of each of the two storms between the three quiet windows
 * @param longest of a fault
 * @param leastFaults that must have taken effect
 */
record Scale(int models, Duration stretch, int stretches, Duration longest, int leastFaults) {

    private static final Scale LONG = new Scale(2_000, Duration.ofMinutes(1), 6, Duration.ofSeconds(8), 60);

    private static final Scale SHORT = new Scale(100, Duration.ofSeconds(8), 3, Duration.ofSeconds(4), 6);

    static Scale asked() {
        return "long".equals(System.getProperty("soak")) ? LONG : SHORT;
    }

    static long seed() {
        return Long.getLong("soak.seed", System.nanoTime());
    }
}
