package com.dotscience.cli.command.deployment.spec;

import com.dotscience.cli.output.DsException;

/** Checks numbers that are given as options, before the Gateway is called. */
final class Numbers {

    private static final int MAX_PORT = 65_535;

    private Numbers() {}

    /** @throws DsException if the number is no port */
    static int port(String option, int given) {
        if (given < 1 || given > MAX_PORT) {
            throw DsException.usage(option + ": " + given + " is no port: give 1 to " + MAX_PORT);
        }
        return given;
    }

    /** @throws DsException if the number is out of range */
    static int within(String option, int given, int min, int max) {
        if (given < min || given > max) {
            throw DsException.usage(option + ": " + given + " is not within the limits: give " + min + " to " + max);
        }
        return given;
    }
}
