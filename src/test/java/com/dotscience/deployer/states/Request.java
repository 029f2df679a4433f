package com.dotscience.deployer.states;

import java.util.Random;

/**
 * One request of a trace.
 *
 * @param value what it writes, where it writes something
 * @param known which of the answers so far its precondition is from, counted from the latest: 0 is the latest; -1 for no precondition
 */
record Request(Verb verb, String name, String value, int known) {

    enum Verb {
        CREATE,
        CREATE_HELD,
        SET_HOST,
        SET_LABEL,
        RELEASE,
        DELETE,
        GET
    }

    static Request random(Random random, String trace) {
        Verb verb = Verb.values()[random.nextInt(Verb.values().length)];
        return new Request(
                verb,
                trace + "-" + random.nextInt(2),
                "v" + random.nextInt(3),
                random.nextInt(4) == 0 ? -1 : random.nextInt(3));
    }
}
