package com.dotscience.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Pure
class TableTest {

    @Test
    void columnsAreAsWideAsTheWidestCellAndLinesEndWithoutSpaces() {
        var table = new Table("A", "LONG", "C");
        table.row("wide cell", "x", "y");
        table.row("", "x", "");

        assertThat(table.lines())
                .containsExactly(
                        "A           LONG   C", //
                        "wide cell   x      y",
                        "-           x      -");
    }

    @ParameterizedTest
    @CsvSource({
        "abc, 3",
        "QZBXM5…, 7",
        "猫, 2",
        "ｱ, 1",
        "ａ, 2",
        "한글, 4",
        "e\u0301, 1",
        "🚀, 2",
    })
    void widthIsWhatATerminalShows(String text, int columns) {
        assertThat(DisplayWidth.of(text)).isEqualTo(columns);
    }
}
