package com.dotscience.modelproxy.log;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Lines on a stream, each with its time. No more than 30 a minute: what is left out is counted, and the number said. */
public final class ProcessLog {

    private static final int LINES_A_MINUTE = 30;

    private final PrintStream out;
    private final Clock clock;
    private Instant minute = Instant.MIN;
    private int lines;

    public ProcessLog(PrintStream out, Clock clock) {
        this.out = out;
        this.clock = clock;
    }

    /** @param line what happened; whatever is no character to be read, an end of a line for one, becomes a blank */
    public synchronized void info(String line) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        if (minute == Instant.MIN || Duration.between(minute, now).toSeconds() >= 60) {
            if (lines > LINES_A_MINUTE) {
                out.println(now + " " + (lines - LINES_A_MINUTE) + " more lines of the last minute were left out");
            }
            minute = now;
            lines = 0;
        }
        lines++;
        if (lines <= LINES_A_MINUTE) {
            out.println(now + " " + line.replaceAll("\\p{Cntrl}", " "));
        }
    }
}
