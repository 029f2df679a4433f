package com.dotscience.testing.perturbation;

/** What is done to what passes a proxy. It is called on the proxy's one thread, one call at a time, and must not wait. */
public interface Perturbation {

    /** Nothing at all. */
    Perturbation NONE = new Perturbation() {};

    /** Returns what becomes of a request of which the API server has not heard. */
    default Fate asked(ApiCall call) {
        return Fate.PASS;
    }

    /** Returns what becomes of an answer: what was asked for is done, or was refused. */
    default Fate answered(ApiCall call, ApiAnswer answer) {
        return Fate.PASS;
    }

    /** An answer is with the one who asked. */
    default void heard(ApiCall call, ApiAnswer answer) {}

    /** Something happened that is watched: an event, in JSON, is to be passed on, or not. */
    default void happened(Watch watch, String event) {
        watch.pass(event);
    }
}
