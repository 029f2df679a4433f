package com.dotscience.system.soak;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Judges what a deployer complained of. Each complaint must be excused by a fault that was there at that time, or shortly before, and each excuse of a
 * fault that was there must have been needed.
 */
final class Excuses {

    /** How long after the end of a fault it may still be complained of: a connection is looked after once a second. */
    static final Duration SHORTLY = Duration.ofSeconds(5);

    /** Some of what a fault makes a deployer say depends on what it is at: after so many all of it has been said. */
    private static final int ENOUGH = 3;

    /**
     * A fault that was there.
     *
     * @param hit the objects of the writes that it hit
     */
    record Happened(Trouble fault, Instant begin, Instant end, Set<String> hit) {

        private boolean covers(Instant moment) {
            return !moment.isBefore(begin) && !moment.isAfter(end.plus(SHORTLY));
        }
    }

    /**
     * @param unexplained complaints that nothing excuses
     * @param unused excuses that nothing needed, each with the name of its fault
     * @param used how often each excuse was needed
     */
    record Judgement(List<LogLine> unexplained, Set<String> unused, Map<String, Integer> used) {}

    private Excuses() {}

    static Judgement judge(List<LogLine> lines, List<Happened> faults) {
        List<Trouble> kinds = faults.stream().map(Happened::fault).toList();
        Set<String> unused = new LinkedHashSet<>();
        faults.stream()
                .filter(each -> Collections.frequency(kinds, each.fault()) >= ENOUGH)
                .forEach(each -> each.fault().excuses().forEach(excuse -> unused.add(name(each, excuse))));
        Map<String, Integer> used = new HashMap<>();
        List<LogLine> unexplained = new ArrayList<>();
        for (LogLine line : lines) {
            List<String> excuses = faults.stream()
                    .filter(each -> each.covers(line.at()))
                    .flatMap(each -> each.fault().excuses().stream()
                            .filter(excuse -> excuse.excuses(line, each.hit()))
                            .map(excuse -> name(each, excuse)))
                    .toList();
            if (excuses.isEmpty()) {
                unexplained.add(line);
            }
            excuses.forEach(excuse -> used.merge(excuse, 1, Integer::sum));
        }
        unused.removeAll(used.keySet());
        return new Judgement(unexplained, unused, used);
    }

    private static String name(Happened happened, Excuse excuse) {
        return happened.fault() + ": " + excuse.logger() + " - " + excuse.message();
    }
}
