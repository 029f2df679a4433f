package com.dotscience.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What came of a run of the fuzzer.
 *
 * @param executions how many inputs the target was given
 * @param covered how many edges of the code were taken
 * @param perSecond inputs a second, on average
 * @param found whether a promise was broken, or a planted fault was found
 * @param planted what is said of the planted fault that was found; empty if none was
 * @param ended whether the run came to an end as it should
 * @param log what the fuzzer said, for people
 */
record FuzzReport(
        long executions, long covered, long perSecond, boolean found, String planted, boolean ended, String log) {

    private static final Pattern PROGRESS = Pattern.compile("#(\\d+)\\s+\\w+\\s+cov: (\\d+) .*exec/s: (\\d+)");
    private static final Pattern PLANTED = Pattern.compile(FuzzedTarget.FOUND + ".*");

    static FuzzReport read(Path log, boolean found, boolean ended) throws IOException {
        String text = Files.readString(log, StandardCharsets.ISO_8859_1);
        long executions = 0;
        long covered = 0;
        long perSecond = 0;
        for (Matcher line = PROGRESS.matcher(text); line.find(); ) {
            executions = Long.parseLong(line.group(1));
            covered = Long.parseLong(line.group(2));
            perSecond = Long.parseLong(line.group(3));
        }
        Matcher fault = PLANTED.matcher(text);
        return new FuzzReport(executions, covered, perSecond, found, fault.find() ? fault.group() : "", ended, text);
    }

    @Override
    public String toString() {
        return planted + " (%d executions, %d a second, %d edges)".formatted(executions, perSecond, covered);
    }
}
