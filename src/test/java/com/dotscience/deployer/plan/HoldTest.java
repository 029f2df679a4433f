package com.dotscience.deployer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Pure
class HoldTest {

    private static final Instant END = Instant.parse("2026-12-01T06:00:00Z");

    @ParameterizedTest
    @CsvSource({"2026-12-01T06:00Z", "2026-12-01T06:00:00Z", "2026-12-01T07:00+01:00", "' 2026-12-01T06:00Z '"})
    void aDateThatCanBeReadEndsIt(String until) {
        Hold hold = Hold.of(Map.of("until", until, "reason", "new disks"));
        assertThat(hold.stands(END.minusMillis(1))).isTrue();
        assertThat(hold.stands(END)).isFalse();
        assertThat(hold.sentence()).isEqualTo("Held by the cluster's owner until " + until.strip() + ": new disks");
    }

    @ParameterizedTest
    @CsvSource({"tomorrow", "2026-12-01", "2026-12-01T06:00", "2026-13-01T06:00Z", "0"})
    void aDateThatCannotBeReadHolds(String until) {
        Hold hold = Hold.of(Map.of("until", until));
        assertThat(hold.stands(Instant.MAX)).isTrue();
        assertThat(hold.sentence())
                .isEqualTo("Held by the cluster's owner without an end, since until is '" + until
                        + "', which is no date such as 2026-12-01T06:00Z");
    }

    @ParameterizedTest
    @CsvSource({"2026-12-01t06:00z", "+2026-12-01T06:00Z", "1796104800", "2026-12-01 06:00Z", "2026-12-01T06:00 CET"})
    void aDateInAnOddFormHoldsUnlessItIsThatDate(String until) {
        Hold hold = Hold.of(Map.of("until", until));
        assertThat(hold.stands(END.minusMillis(1))).isTrue();
    }

    @Test
    void whatATerminalObeysOrShowsInAnotherOrderIsNotRepeated() {
        assertThat(Hold.of(Map.of("reason", "a\u009b31m\u202eb\u2028c", "until", "x\u0085\u2066y"))
                        .sentence())
                .isEqualTo("Held by the cluster's owner without an end, since until is 'x y', which is no date such as"
                        + " 2026-12-01T06:00Z: a 31m b c");
        assertThat(Hold.of(Map.of("reason", "x".repeat(199) + "\uD83D\uDE00 and more"))
                        .sentence())
                .endsWith("x\uD83D\uDE00…");
    }

    @Test
    void withoutADateItHoldsForAsLongAsItIsThere() {
        assertThat(Hold.of(Map.of()).stands(Instant.MAX)).isTrue();
        assertThat(Hold.of(Map.of()).sentence()).isEqualTo("Held by the cluster's owner");
        assertThat(Hold.of(Map.of("reason", "two\nlines")).sentence())
                .isEqualTo("Held by the cluster's owner: two lines");
    }
}
