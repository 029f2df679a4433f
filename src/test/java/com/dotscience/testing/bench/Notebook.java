package com.dotscience.testing.bench;

/** Prints what is measured of a side at once, and keeps it. */
record Notebook(Side side, Results results) {

    void faults(Audited audited, Expected expected) {
        audited.faults(expected).forEach(fault -> results.faults().add(side.words() + ": " + fault));
    }

    void note(String what, Figure figure) {
        System.out.printf("  %s: %s%n", what, figure);
        results.add(what, side, figure);
    }
}
