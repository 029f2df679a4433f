package com.dotscience.gateway.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.dotscience.api.MaintenanceWindow;
import com.dotscience.testing.Pure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a window opens, and for how long it is open. */
@Pure
class WindowTest {

    @Test
    void itIsOpenFromItsTimeForItsLength() {
        Window window = window("0 2 * * SUN", "Europe/Berlin", "1h30m");

        assertThat(window.opensAfter(Instant.parse("2026-11-27T09:00:00Z")))
                .contains(Instant.parse("2026-11-29T01:00:00Z"));
        assertThat(window.opensAfter(Instant.parse("2026-11-29T01:00:00Z")))
                .contains(Instant.parse("2026-12-06T01:00:00Z"));
        assertThat(window.isOpen(Instant.parse("2026-11-29T00:59:59.999Z"))).isFalse();
        assertThat(window.isOpen(Instant.parse("2026-11-29T01:00:00Z"))).isTrue();
        assertThat(window.isOpen(Instant.parse("2026-11-29T02:29:59.999Z"))).isTrue();
        assertThat(window.isOpen(Instant.parse("2026-11-29T02:30:00Z"))).isFalse();
    }

    @Test
    void itsTimesMoveWithSummerTime() {
        assertThat(openings("0 2 * * SUN", "Europe/Berlin", "2026-10-10T00:00:00Z", "2026-11-03T00:00:00Z"))
                .containsExactly(
                        "2026-10-11T00:00:00Z", "2026-10-18T00:00:00Z", "2026-10-25T00:00:00Z", "2026-11-01T01:00:00Z");
        assertThat(openings("0 2 * * *", "UTC", "2026-10-24T00:00:00Z", "2026-10-26T12:00:00Z"))
                .containsExactly("2026-10-24T02:00:00Z", "2026-10-25T02:00:00Z", "2026-10-26T02:00:00Z");
    }

    @Test
    void aTimeThatSummerTimeSkipsIsWhenItBegins() {
        assertThat(openings("30 2 * * *", "Europe/Berlin", "2027-03-27T00:00:00Z", "2027-03-29T12:00:00Z"))
                .containsExactly("2027-03-27T01:30:00Z", "2027-03-28T01:00:00Z", "2027-03-29T00:30:00Z");
        assertThat(openings("30 2 * * *", "America/New_York", "2027-03-14T00:00:00Z", "2027-03-15T12:00:00Z"))
                .containsExactly("2027-03-14T07:00:00Z", "2027-03-15T06:30:00Z");
        assertThat(openings("15 2 * * *", "Australia/Lord_Howe", "2026-10-02T16:00:00Z", "2026-10-04T16:00:00Z"))
                .containsExactly("2026-10-03T15:30:00Z", "2026-10-04T15:15:00Z");
    }

    @Test
    void aTimeThatComesTwiceIsTheFirstOfBoth() {
        assertThat(openings("30 2 * * *", "Europe/Berlin", "2026-10-24T00:00:00Z", "2026-10-26T12:00:00Z"))
                .containsExactly("2026-10-24T00:30:00Z", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
        assertThat(window("30 2 * * *", "Europe/Berlin", "30m").isOpen(Instant.parse("2026-10-25T01:30:00Z")))
                .isFalse();
        assertThat(openings("*/30 * * * *", "Europe/Berlin", "2026-10-25T00:01:00Z", "2026-10-25T02:29:00Z"))
                .containsExactly("2026-10-25T00:30:00Z", "2026-10-25T02:00:00Z");
    }

    @Test
    void itsLengthIsRealTimeAlsoWhenTheClocksChange() {
        Window spring = window("30 1 28 3 *", "Europe/Berlin", "2h");
        assertThat(spring.isOpen(Instant.parse("2027-03-28T00:30:00Z"))).isTrue();
        assertThat(spring.isOpen(Instant.parse("2027-03-28T02:29:59Z"))).isTrue();
        assertThat(spring.isOpen(Instant.parse("2027-03-28T02:30:00Z"))).isFalse();

        Window autumn = window("30 1 25 10 *", "Europe/Berlin", "2h");
        assertThat(autumn.isOpen(Instant.parse("2026-10-24T23:30:00Z"))).isTrue();
        assertThat(autumn.isOpen(Instant.parse("2026-10-25T01:29:59Z"))).isTrue();
        assertThat(autumn.isOpen(Instant.parse("2026-10-25T01:30:00Z"))).isFalse();
    }

    @Test
    void aWindowThatOpensAgainBeforeItClosesStaysOpen() {
        Window window = window("0 0 * * *", "UTC", "1d");

        for (int hour = 0; hour < 72; hour++) {
            assertThat(window.isOpen(Instant.parse("2026-10-24T00:00:00Z").plus(Duration.ofHours(hour))))
                    .isTrue();
        }
        assertThat(window("0 0 * * MON", "UTC", "7d").isOpen(Instant.parse("2026-11-29T23:59:59Z")))
                .isTrue();
    }

    /** As in every cron: where both days are given, either of them is enough. */
    @Test
    void aDayOfTheMonthAndADayOfTheWeekAreEitherOfBoth() {
        assertThat(openings("0 0 13 * FRI", "UTC", "2026-11-05T00:00:00Z", "2026-12-15T00:00:00Z"))
                .containsExactly(
                        "2026-11-06T00:00:00Z",
                        "2026-11-13T00:00:00Z",
                        "2026-11-20T00:00:00Z",
                        "2026-11-27T00:00:00Z",
                        "2026-12-04T00:00:00Z",
                        "2026-12-11T00:00:00Z",
                        "2026-12-13T00:00:00Z");
    }

    @Test
    void aLeapDayComes() {
        assertThat(openings("0 0 29 2 *", "UTC", "2026-11-27T00:00:00Z", "2033-01-01T00:00:00Z"))
                .containsExactly("2028-02-29T00:00:00Z", "2032-02-29T00:00:00Z");
    }

    @Test
    void everyMinuteIsAsOftenAsItGets() {
        assertThat(openings("* * * * *", "UTC", "2026-11-27T00:00:30Z", "2026-11-27T00:02:30Z"))
                .containsExactly("2026-11-27T00:01:00Z", "2026-11-27T00:02:00Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2",
                "0 2 * *",
                "0 2 * * * *",
                "60 2 * * *",
                "0 24 * * *",
                "0 2 32 * *",
                "0 2 * 13 *",
                "0 2 * * FUN",
                "@daily",
                "0 0 30 2 *",
                "-1 2 * * *",
                "a b c d e"
            })
    void aCronThatIsNoneOrNeverComesIsNamed(String cron) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> window(cron, "UTC", "1h"))
                .withMessage("cron must be minute, hour, day of month, month and day of week of a time that comes, such"
                        + " as '0 2 * * SUN'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Mars", "europe/berlin", "+02:00", " "})
    void aTimeZoneThatNobodyKnowsIsNamed(String zone) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> window("0 2 * * *", zone, "1h"))
                .withMessage("time zone must be a name of the IANA database, such as Europe/Berlin or UTC");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0m", "7d1m", "169h", "90", "1h 30m", "30s", "9999999m", "-1h"})
    void aLengthThatIsNoneOrTooLongIsNamed(String length) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> window("0 2 * * *", "UTC", length))
                .withMessage("length must be from 1m to 7d, such as 90m, 2h or 1h30m");
    }

    private static List<String> openings(String cron, String zone, String from, String to) {
        Window window = window(cron, zone, "1m");
        var openings = new ArrayList<String>();
        var next = window.opensAfter(Instant.parse(from).minusMillis(1)).orElseThrow();
        while (!next.isAfter(Instant.parse(to))) {
            openings.add(next.toString());
            next = window.opensAfter(next).orElseThrow();
        }
        return openings;
    }

    private static Window window(String cron, String zone, String length) {
        return Window.of(MaintenanceWindow.newBuilder()
                .setCron(cron)
                .setTimeZone(zone)
                .setLength(length)
                .build());
    }
}
