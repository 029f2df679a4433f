package com.dotscience.testing;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes of a command one that is killed as soon as its standard input is closed, which happens to a child process when its
 * parent ends, however that ends. Between them is nothing but a shell that becomes the program: signals go to it, and exit
 * codes come from it.
 */
public final class Leash {

    // The watcher gets the pipe by another name, because a shell gives /dev/null to what runs in its background. It is
    // deaf to what ends all programs of a terminal: who is ended by that may take a while, and must not stay.
    private static final String SCRIPT = """
            exec 3<&0
            (
              trap '' HUP INT QUIT TERM
              while read -r line; do :; done
              kill -KILL $$
            ) <&3 3<&- >/dev/null 2>&1 &
            exec "$@" </dev/null 3<&-
            """;

    private Leash() {}

    public static List<String> on(List<String> command) {
        List<String> leashed = new ArrayList<>(List.of("sh", "-c", SCRIPT, "leash"));
        leashed.addAll(command);
        return leashed;
    }
}
