package com.dotscience.gateway.windows;

import com.dotscience.api.MaintenanceWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A maintenance window. It opens at the times of its cron expression, and is open for its length of real time, so that summer time
 * neither shortens nor lengthens it.
 */
public final class Window {

    private static final Duration LONGEST = Duration.ofDays(7);
    private static final Pattern LENGTH = Pattern.compile("(?:(\\d{1,4})d)?(?:(\\d{1,5})h)?(?:(\\d{1,6})m)?");

    private final CronTimes times;
    private final ZoneId zone;
    private final Duration length;

    private Window(CronTimes times, ZoneId zone, Duration length) {
        this.times = times;
        this.zone = zone;
        this.length = length;
    }

    /** @throws IllegalArgumentException if a field is wrong; the message names it and says what is allowed */
    public static Window of(MaintenanceWindow window) {
        return new Window(cron(window.getCron()), zone(window.getTimeZone()), length(window.getLength()));
    }

    private static CronTimes cron(String expression) {
        try {
            return CronTimes.of(expression);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "cron must be minute, hour, day of month, month and day of week of a time that comes, such as"
                            + " '0 2 * * SUN'",
                    e);
        }
    }

    private static ZoneId zone(String name) {
        if (name.isEmpty()) {
            return ZoneOffset.UTC;
        }
        if (!ZoneId.getAvailableZoneIds().contains(name)) {
            throw new IllegalArgumentException(
                    "time zone must be a name of the IANA database, such as Europe/Berlin or UTC");
        }
        return ZoneId.of(name);
    }

    private static Duration length(String text) {
        Matcher parts = LENGTH.matcher(text);
        Duration length = parts.matches()
                ? Duration.ofDays(number(parts.group(1)))
                        .plusHours(number(parts.group(2)))
                        .plusMinutes(number(parts.group(3)))
                : Duration.ZERO;
        if (length.isZero() || length.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("length must be from 1m to 7d, such as 90m, 2h or 1h30m");
        }
        return length;
    }

    private static long number(String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    /** Whether it is open at this moment. It is from the moment when it opens to just before that when it closes. */
    boolean isOpen(Instant now) {
        return opensAfter(now.minus(length))
                .filter(opening -> !opening.isAfter(now))
                .isPresent();
    }

    /** Returns the first moment after this one at which it opens. */
    Optional<Instant> opensAfter(Instant moment) {
        Optional<LocalDateTime> time = times.after(LocalDateTime.ofInstant(moment, zone));
        // In the hour that comes twice, a later time on the wall may have been earlier.
        while (time.isPresent() && !momentOf(time.get()).isAfter(moment)) {
            time = times.after(time.get());
        }
        return time.map(this::momentOf);
    }

    /**
     * Returns the moment of a time on the wall: the first of both where the clocks are put back over it, and that of the change where
     * they are put forward over it. So a later time on the wall never is an earlier moment.
     */
    private Instant momentOf(LocalDateTime time) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(time);
        return offsets.isEmpty() ? zone.getRules().getTransition(time).getInstant() : time.toInstant(offsets.get(0));
    }
}
