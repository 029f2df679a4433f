package com.dotscience.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Pure
class PrintableTest {

    @ParameterizedTest
    @ValueSource(chars = {0, 0x1b, 0x7f, 0x85, 0x9b, 0x061c, 0x200e, 0x200f, 0x202e, 0x2066, 0x2069, 0x2028, 0x2029})
    void whatATerminalObeysOrShowsInAnotherOrderIsReplaced(char hidden) {
        assertThat(Printable.cut("a" + hidden + "b", 10)).isEqualTo("a?b");
        assertThat(Printable.cutLines("a" + hidden + "b\n\tc", 10)).isEqualTo("a?b\n\tc");
        assertThat(Syntax.quoted("a" + hidden + "b")).isEqualTo("'a?b'");
    }

    @Test
    void whatIsToBeReadStays() {
        String said = "caf\u00e9 \u4e16\u754c \ud83d\ude00";
        assertThat(Printable.cut(said, 80)).isEqualTo(said);
        assertThat(Syntax.quoted(said)).isEqualTo("'" + said + "'");
    }

    @Test
    void noCharacterThatTakesTwoIsCutInTwo() {
        assertThat(Syntax.quoted("x".repeat(79) + "\ud83d\ude00 and more")).isEqualTo("'" + "x".repeat(79) + "…'");
        assertThat(Syntax.quoted("x".repeat(81))).isEqualTo("'" + "x".repeat(81) + "'");
    }
}
