package com.dotscience.testing.kubelet;

/**
 * What a deployment controller does next, by the default strategy: a quarter of the pods more than wanted, rounded up, and a
 * quarter fewer available, rounded down.
 *
 * @param create how many of the present template
 * @param endUnavailable up to how many of older templates that are not available
 * @param endAvailable how many of older templates that are
 * @param endSurplus how many of the present template, because fewer are wanted
 */
record RollingUpdate(int create, int endUnavailable, int endAvailable, int endSurplus) {

    private static final int PARTS = 4;

    /**
     * @param wanted replicas
     * @param present pods of the present template
     * @param presentAvailable those of them that are available
     * @param older pods of older templates
     * @param olderAvailable those of them that are available
     */
    static RollingUpdate next(int wanted, int present, int presentAvailable, int older, int olderAvailable) {
        int most = wanted + (wanted + PARTS - 1) / PARTS;
        int leastAvailable = leastAvailable(wanted);
        int create = Math.max(0, Math.min(wanted - present, most - present - older));
        int presentUnavailable = present - presentAvailable;
        int mayEnd = Math.max(0, present + older - leastAvailable - presentUnavailable);
        int endUnavailable = Math.min(mayEnd, older - olderAvailable);
        int spare = Math.max(0, presentAvailable + olderAvailable - leastAvailable);
        int endAvailable = Math.min(Math.min(mayEnd - endUnavailable, spare), olderAvailable);
        return new RollingUpdate(create, endUnavailable, endAvailable, Math.max(0, present - wanted));
    }

    /** How many have to be available at all times. */
    static int leastAvailable(int wanted) {
        return wanted - wanted / PARTS;
    }
}
