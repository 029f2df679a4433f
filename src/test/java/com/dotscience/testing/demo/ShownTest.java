package com.dotscience.testing.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import org.junit.jupiter.api.Test;

@Pure
class ShownTest {

    private final Shown shown = new Shown();

    @Test
    void whatVariesMayBeAnotherOfItsKind() {
        assertThat(shown.isIn("demo   0   XYZABC…   Less than a second\n", "demo   0   ANLCIZ…   11 seconds\n"))
                .isTrue();
        assertThat(shown.isIn("demo   0   XYZABC…   never\n", "demo   0   ANLCIZ…   11 seconds\n"))
                .isFalse();
    }

    @Test
    void allElseIsCompared() {
        assertThat(shown.isIn("demo   1   XYZABC…\n", "demo   0   ANLCIZ…\n")).isFalse();
        assertThat(shown.isIn("removed\n", "removed")).isFalse();
        assertThat(shown.isIn("removed", "removed\n")).isFalse();
    }

    @Test
    void dotsStandForAnyLines() {
        assertThat(shown.isIn("one\ntwo\nthere\nthree\n", "...\nthere\n...\n")).isTrue();
        assertThat(shown.isIn("one\ntwo\n", "...\nthere\n...\n")).isFalse();
    }

    @Test
    void commandsAreTypedWithWhatWasPrinted() {
        shown.isIn("at http://127.0.0.1:40001   here\n", "at http://127.0.0.1:8800    here\n");
        shown.isIn("Token: " + "B".repeat(52) + "====\n", "Token: " + "A".repeat(52) + "====\n");

        assertThat(shown.typed("TOKEN=" + "A".repeat(52) + "==== run --addr 127.0.0.1:8800"))
                .isEqualTo("TOKEN=" + "B".repeat(52) + "==== run --addr 127.0.0.1:40001");
    }

    @Test
    void theRestOfALineMayBeAnything() {
        assertThat(shown.isIn("[0.0, 1.0, 0.5]", "[0.0, 1.0, …\n")).isTrue();
        assertThat(shown.isIn("[0.0, 1.0, 0.5]\n", "[0.0, 1.0, …\n")).isTrue();
        assertThat(shown.isIn("[0.0, 0.5, 1.0]\n", "[0.0, 1.0, …\n")).isFalse();
        assertThat(shown.isIn("[0.0, 1.0, 0.5]\nmore\n", "[0.0, 1.0, …\n")).isFalse();
    }

    @Test
    void columnsMayBeWider() {
        assertThat(shown.isIn("NAME         READY\nroadsigns1   2/2\n", "NAME        READY\nroadsigns1   2/2\n"))
                .isTrue();
        assertThat(shown.isIn("NAME READY\n", "NAME  READY\n")).isFalse();
        assertThat(shown.isIn("NAME  READY\n", "NAME READY\n")).isFalse();
    }
}
