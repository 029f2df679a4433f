package com.dotscience.cli.command.deployer;

import com.dotscience.cli.command.PeriodConverter;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;

/** Reads {@code 0} or a span of time as {@link PeriodConverter} does. */
final class OverlapConverter implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String text) {
        return text.matches("0[smhd]?") ? Duration.ZERO : new PeriodConverter().convert(text);
    }
}
