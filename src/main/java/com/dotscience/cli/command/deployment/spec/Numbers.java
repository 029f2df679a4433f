package com.dotscience.cli.command.deployment.spec;

import com.dotscience.cli.output.DsException;

/** Numbers given as options, checked before anything is asked of the Gateway. */
final class Numbers {

    private static final int MAX_PORT = 65_535;

    private Numbers() {}

    /** @throws DsException if it is none */
    static int port(String option, int given) {
        if (given < 1 || given > MAX_PORT) {
            throw DsException.usage(option + ": " + given + " is no port: give 1 to " + MAX_PORT);
        }
        return given;
    }

    /** @throws DsException if it is less or more */
    static int within(String option, int given, int least, int most) {
        if (given < least || given > most) {
            throw DsException.usage(option + ": " + given + " is not within the limits: give " + least + " to " + most);
        }
        return given;
    }
}
