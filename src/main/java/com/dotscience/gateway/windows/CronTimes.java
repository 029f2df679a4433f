package com.dotscience.gateway.windows;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * The times of a cron expression of five fields, by a clock on a wall. Which moments they are in a time zone is not known here, because
 * cron libraries differ in what they make of summer time.
 */
final class CronTimes {

    private static final CronParser PARSER = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

    private final ExecutionTime times;

    private CronTimes(ExecutionTime times) {
        this.times = times;
    }

    /** @throws IllegalArgumentException if it is none, or its time never comes */
    static CronTimes of(String expression) {
        ExecutionTime times = ExecutionTime.forCron(PARSER.parse(expression).validate());
        var parsed = new CronTimes(times);
        // Four centuries repeat, but whatever comes at all comes within the eight years that two leap days may be
        // apart.
        if (parsed.after(LocalDateTime.of(2096, 3, 1, 0, 0)).isEmpty()) {
            throw new IllegalArgumentException("its time never comes");
        }
        return parsed;
    }

    /** Returns the first time that is later than this one. */
    Optional<LocalDateTime> after(LocalDateTime time) {
        return times.nextExecution(time.atZone(ZoneOffset.UTC)).map(ZonedDateTime::toLocalDateTime);
    }
}
