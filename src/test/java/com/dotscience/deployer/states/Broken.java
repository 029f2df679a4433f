package com.dotscience.deployer.states;

/** A rule does not hold; the message says which, and what breaks it. */
final class Broken extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Broken(String rule, String sentence) {
        super(rule + ": " + sentence);
    }
}
