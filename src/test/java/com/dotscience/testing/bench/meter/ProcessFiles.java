package com.dotscience.testing.bench.meter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code /proc} says of one process. Of one that has ended it says nothing, which counts as 0. */
record ProcessFiles(long pid) {

    private static final Pattern PEAK = Pattern.compile("(?m)^VmHWM:\\s+(\\d+) kB$");

    /** The kernel's unit of time in this file, whatever the machine. */
    private static final long TICK_MILLIS = 10;

    /** Fields of {@code stat} after the name: utime, stime, cutime and cstime. */
    private static final int FIRST_TIME = 11;

    private static final int TIMES = 4;

    long peakKibibytes() {
        Matcher peak = PEAK.matcher(text("status"));
        return peak.find() ? Long.parseLong(peak.group(1)) : 0;
    }

    /** With that of its children that have ended. */
    Duration processor() {
        return processor(text("stat"));
    }

    static Duration processor(String stat) {
        // The name may have spaces and brackets in it.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
        long ticks = 0;
        for (int i = FIRST_TIME; i < FIRST_TIME + TIMES && i < fields.length; i++) {
            ticks += Long.parseLong(fields[i]);
        }
        return Duration.ofMillis(ticks * TICK_MILLIS);
    }

    private String text(String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), file));
        } catch (IOException ended) {
            return "";
        }
    }
}
