package com.dotscience.text;

import java.time.Duration;
import java.time.Instant;

/** How long ago something happened, in the words of {@code docker ps} (its units.HumanDuration) or in those of kubectl. */
public final class Age {

    private Age() {}

    public static String of(long epochMillis, Instant now) {
        return words(Duration.between(Instant.ofEpochMilli(epochMillis), now));
    }

    public static String words(Duration age) {
        long seconds = age.toSeconds();
        long minutes = age.toMinutes();
        long hours = Math.round(seconds / 3600.0);
        long days = hours / 24;
        if (seconds < 1) {
            return "Less than a second";
        } else if (seconds == 1) {
            return "1 second";
        } else if (seconds < 60) {
            return seconds + " seconds";
        } else if (minutes == 1) {
            return "About a minute";
        } else if (minutes < 60) {
            return minutes + " minutes";
        } else if (hours == 1) {
            return "About an hour";
        } else if (hours < 48) {
            return hours + " hours";
        } else if (days < 14) {
            return days + " days";
        } else if (days < 60) {
            return days / 7 + " weeks";
        } else if (days < 2 * 365) {
            return days / 30 + " months";
        }
        return days / 365 + " years";
    }

    /** The age as {@code kubectl get} shortens it: {@code 90s}, {@code 5m}, {@code 3h}, {@code 12d}. */
    public static String brief(Duration age) {
        long seconds = Math.max(0, age.toSeconds());
        if (seconds < 120) {
            return seconds + "s";
        } else if (seconds < 2 * 3600) {
            return seconds / 60 + "m";
        } else if (seconds < 48 * 3600) {
            return seconds / 3600 + "h";
        }
        return seconds / 86400 + "d";
    }
}
