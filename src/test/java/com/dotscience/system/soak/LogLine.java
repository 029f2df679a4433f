package com.dotscience.system.soak;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A warning or an error of a deployer's log.
 *
 * @param logger without its package
 * @param message with what is below it, such as a stack trace, line by line
 */
record LogLine(Instant at, String level, String logger, String message) {

    private static final Pattern LINE = Pattern.compile(
            "(?<at>\\d{4}-\\d\\d-\\d\\dT\\S+) (?<level>[A-Z]+) +(?<logger>\\S+)(?: \\[[^\\]]*\\])? - (?<message>.*)");

    /** Those of a log. What no logger wrote, such as the last words of a Java that is out of memory, is an error. */
    static List<LogLine> troubles(Stream<String> log) {
        List<LogLine> lines = new ArrayList<>();
        log.forEach(text -> {
            Matcher line = LINE.matcher(text);
            LogLine last = lines.isEmpty() ? null : lines.get(lines.size() - 1);
            if (line.matches()) {
                lines.add(new LogLine(
                        OffsetDateTime.parse(line.group("at")).toInstant(),
                        line.group("level"),
                        line.group("logger"),
                        line.group("message")));
            } else if (last != null && last.isTrouble()) {
                lines.set(lines.size() - 1, last.with(text));
            } else {
                lines.add(new LogLine(last == null ? Instant.EPOCH : last.at, "ERROR", "", text));
            }
        });
        return lines.stream().filter(LogLine::isTrouble).toList();
    }

    private boolean isTrouble() {
        return level.equals("WARN") || level.equals("ERROR");
    }

    private LogLine with(String more) {
        return new LogLine(at, level, logger, message + "\n" + more);
    }
}
