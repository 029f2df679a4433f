package com.dotscience.cli.command;

import com.dotscience.cli.output.DsException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Arguments of the form {@code KEY=VALUE}, or {@code KEY-} for what is to be taken off. */
public final class Assignment {

    private Assignment() {}

    /**
     * Each key with its value, in the order in which they are given; null stands for one to take off.
     *
     * @param option for people
     * @throws DsException if one is neither
     */
    public static Map<String, String> all(String option, String... given) {
        var assignments = new LinkedHashMap<String, String>();
        Arrays.stream(given).forEach(text -> add(option, text, assignments));
        return assignments;
    }

    private static void add(String option, String text, Map<String, String> assignments) {
        int equals = text.indexOf('=');
        if (equals > 0) {
            assignments.put(text.substring(0, equals), text.substring(equals + 1));
        } else if (equals < 0 && text.length() > 1 && text.endsWith("-")) {
            assignments.put(text.substring(0, text.length() - 1), null);
        } else {
            throw DsException.usage(option + ": '" + text + "' is neither KEY=VALUE nor KEY-");
        }
    }
}
