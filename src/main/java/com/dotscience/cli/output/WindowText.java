package com.dotscience.cli.output;

import com.dotscience.api.MaintenanceWindow;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A maintenance window in one line: the five parts of cron, the time zone and the length, such as {@code 0 2 * * SUN Europe/Berlin 2h}. */
public final class WindowText {

    /** How a window is written, for help and errors. */
    public static final String EXAMPLE = "'0 2 * * SUN Europe/Berlin 2h'";

    private static final int PARTS_OF_CRON = 5;

    private WindowText() {}

    /**
     * Reads the windows that an option was given.
     *
     * @return none if the only one is empty
     * @throws DsException if one is not written so
     */
    public static List<MaintenanceWindow> parse(String option, String[] given) {
        return given.length == 1 && given[0].isBlank()
                ? List.of()
                : Arrays.stream(given).map(text -> parse(option, text)).toList();
    }

    private static MaintenanceWindow parse(String option, String text) {
        List<String> parts = List.of(text.strip().split("\\s+"));
        if (parts.size() != PARTS_OF_CRON + 2) {
            throw DsException.usage(
                    option + ": '" + text + "' is not MINUTE HOUR DAY MONTH WEEKDAY ZONE LENGTH, such as " + EXAMPLE);
        }
        return MaintenanceWindow.newBuilder()
                .setCron(String.join(" ", parts.subList(0, PARTS_OF_CRON)))
                .setTimeZone(parts.get(PARTS_OF_CRON))
                .setLength(parts.get(PARTS_OF_CRON + 1))
                .build();
    }

    /** Returns the windows for people, with commas between; an empty text if there are none. */
    public static String of(List<MaintenanceWindow> windows) {
        return String.join(", ", windows.stream().map(WindowText::of).toList());
    }

    private static String of(MaintenanceWindow window) {
        return window.getCron() + " " + zone(window) + " " + window.getLength();
    }

    /** Returns the windows for programs. */
    public static List<Map<String, Object>> json(List<MaintenanceWindow> windows) {
        return windows.stream().map(WindowText::json).toList();
    }

    private static Map<String, Object> json(MaintenanceWindow window) {
        var json = new LinkedHashMap<String, Object>();
        json.put("cron", window.getCron());
        json.put("timeZone", zone(window));
        json.put("length", window.getLength());
        return json;
    }

    private static String zone(MaintenanceWindow window) {
        return window.getTimeZone().isEmpty() ? "UTC" : window.getTimeZone();
    }
}
