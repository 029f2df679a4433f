package com.dotscience.cli.command;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a span of time as people write it: {@code 90s}, {@code 10m}, {@code 1h30m}, {@code 2d}. */
public final class PeriodConverter implements ITypeConverter<Duration> {

    private static final Pattern PERIOD =
            Pattern.compile("(?:(\\d{1,6})d)?(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,9})s)?");

    @Override
    public Duration convert(String text) {
        Matcher period = PERIOD.matcher(text);
        Duration duration = period.matches()
                ? Duration.ofDays(number(period.group(1)))
                        .plusHours(number(period.group(2)))
                        .plusMinutes(number(period.group(3)))
                        .plusSeconds(number(period.group(4)))
                : Duration.ZERO;
        if (duration.isZero()) {
            throw new TypeConversionException("'" + text + "' is no span of time such as 90s, 10m, 1h30m or 2d");
        }
        return duration;
    }

    private static long number(String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
