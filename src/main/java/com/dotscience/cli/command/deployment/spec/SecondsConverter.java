package com.dotscience.cli.command.deployment.spec;

import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 0} or a span of time of up to a month: {@code 90s}, {@code 10m}, {@code 1h30m}, {@code 2d}. */
final class SecondsConverter implements ITypeConverter<Duration> {

    private static final Duration MOST = Duration.ofDays(31);
    private static final String PERIOD = "(?=.)(\\d{1,6}d)?(\\d{1,6}h)?(\\d{1,6}m)?(\\d{1,7}s)?";

    @Override
    public Duration convert(String text) {
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        if (!text.matches(PERIOD)) {
            throw new TypeConversionException(
                    "'" + text + "' is neither 0 nor a span of time such as 90s, 10m or 1h30m");
        }
        // ISO 8601 has a T between days and hours, and none at the end.
        String iso =
                text.toUpperCase(Locale.ROOT).replaceFirst("^(\\d+D)?", "P$1T").replaceFirst("T$", "");
        Duration duration = Duration.parse(iso);
        if (duration.compareTo(MOST) > 0) {
            throw new TypeConversionException("'" + text + "' is longer than " + MOST.toDays() + "d");
        }
        return duration;
    }
}
