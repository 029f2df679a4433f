package com.dotscience.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dotscience.testing.Pure;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

@Pure
class PeriodConverterTest {

    private final PeriodConverter converter = new PeriodConverter();

    @ParameterizedTest
    @CsvSource({"90s, 90", "10m, 600", "1h30m, 5400", "2d, 172800", "1d2h3m4s, 93784", "0h1s, 1"})
    void whatPeopleWriteIsUnderstood(String text, long seconds) {
        assertThat(converter.convert(text)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10", "0s", "-5m", "5 m", "30m1h", "1.5h", "1H", "9999999d"})
    void whatIsNoSpanOfTimeIsRefusedWithExamples(String text) {
        assertThatThrownBy(() -> converter.convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessage("'" + text + "' is no span of time such as 90s, 10m, 1h30m or 2d");
    }
}
