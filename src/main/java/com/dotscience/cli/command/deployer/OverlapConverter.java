package com.dotscience.cli.command.deployer;

import com.dotscience.cli.command.PeriodConverter;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;

/** Reads a span of time that may be none: {@code 0}, or as {@link PeriodConverter}. */
final class OverlapConverter implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String text) {
        return text.matches("0[smhd]?") ? Duration.ZERO : new PeriodConverter().convert(text);
    }
}
