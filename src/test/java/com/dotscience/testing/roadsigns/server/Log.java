package com.dotscience.testing.roadsigns.server;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A line each, to standard output: that is a pod's log. */
final class Log {

    void say(String line) {
        System.out.println(Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + line);
    }
}
