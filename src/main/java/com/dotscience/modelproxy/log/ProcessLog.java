package com.dotscience.modelproxy.log;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Writes lines with their time to a stream, at most 30 a minute. A line then says how many were left out. */
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

    /** Writes a line. @param line what happens; a control character in it, such as the end of a line, becomes a blank */
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
