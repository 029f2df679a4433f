package com.dotscience.testing.bench;

/** What was measured of one contestant. */
record Result(Samples create, Samples changeImages, Samples delete) {

    Result() {
        this(new Samples(), new Samples(), new Samples());
    }
}
