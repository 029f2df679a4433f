package com.dotscience.testing.roadsigns.server;

import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A line each. To standard output, that is a pod's log. */
final class Log {

    private final PrintStream out;

    Log(PrintStream out) {
        this.out = out;
    }

    static Log silent() {
        return new Log(new PrintStream(OutputStream.nullOutputStream()));
    }

    void say(String line) {
        out.println(Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + line);
    }
}
