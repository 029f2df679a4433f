package com.dotscience.cli.output;

import com.dotscience.api.management.Pause;
import com.dotscience.text.Age;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** A pause for people and for programs. */
public final class PauseText {

    private PauseText() {}

    /** Says since when, and who asked for it; an empty text if nothing is paused. */
    public static String of(Pause pause, Instant now) {
        if (pause.getAt() == 0) {
            return "";
        }
        String by = pause.getCaller().isEmpty() ? "" : ", by " + pause.getCaller() + " (as it said of itself)";
        String words = Age.of(pause.getAt(), now);
        return "for " + Character.toLowerCase(words.charAt(0)) + words.substring(1) + by;
    }

    /** Returns null if nothing is paused. */
    public static Map<String, Object> json(Pause pause) {
        if (pause.getAt() == 0) {
            return null;
        }
        var json = new LinkedHashMap<String, Object>();
        json.put("at", Absent.nullIfNever(pause.getAt()));
        json.put("caller", Absent.nullIfEmpty(pause.getCaller()));
        return json;
    }
}
