package com.dotscience.testing.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is shown of a program's output, where some of it is different each time. What stood there instead is remembered,
 * so that what is shown of the next command can be typed with it.
 */
final class Shown {

    private static final String REST_OF_LINE = "…\n";
    private static final String ANYTHING = "(?<=^|\n)\\.\\.\\.\n";

    /** What is different each time. A later one is tried where no earlier one begins. */
    private static final List<String> VARYING = List.of(
            // the id of something made by ds, an API token and what is shown of it, a deployer's identity
            "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}",
            "[A-Z2-7]{52}====",
            "[A-Z2-7]{6}(?:…|\\.\\.\\.)",
            "[0-9a-f]{32}",
            // a pod's name, and the end of another object's
            "ds-roadsigns-[0-9a-f]{8}-[0-9a-f]+-[0-9a-f]{5}",
            "(?<=/ds-roadsigns-)[0-9a-f]{8}",
            // addresses
            "127\\.0\\.0\\.1:\\d{4,5}",
            "roadsigns\\.localhost:\\d{4,5}",
            // when, and how long ago
            "\\d{4}-\\d\\d-\\d\\dT[0-9:.]+(?:Z|[+-]\\d\\d:\\d\\d)",
            "(?:Less than a second|\\d+ seconds?|About a minute|\\d+ minutes?)(?=\n)",
            "(?:\\d+[sm])+(?=\n)",
            // how often by now
            "(?<=has restarted )(?:once|\\d+ times)",
            // the rest of a line
            REST_OF_LINE,
            // whatever else is printed
            ANYTHING);

    private static final Pattern PLACES = Pattern.compile("(" + String.join(")|(", VARYING) + ")");

    private final Map<String, String> known = new LinkedHashMap<>();

    /** What is shown, with what stands in its place this time, as far as that is known. */
    String typed(String shown) {
        String typed = shown;
        for (Map.Entry<String, String> each : known.entrySet()) {
            typed = typed.replace(each.getKey(), each.getValue());
        }
        return typed;
    }

    /** Whether this was printed as it is shown; then it is remembered. */
    boolean isIn(String printed, String shown) {
        List<String> places = new ArrayList<>();
        Matcher matcher = Pattern.compile(pattern(shown, places)).matcher(printed);
        if (!matcher.matches()) {
            return false;
        }
        for (int i = 0; i < places.size(); i++) {
            if (!places.get(i).isBlank()) {
                known.putIfAbsent(places.get(i).strip(), matcher.group(i + 1).strip());
            }
        }
        return true;
    }

    private static String pattern(String shown, List<String> places) {
        StringBuilder pattern = new StringBuilder();
        int end = 0;
        for (MatchResult place : PLACES.matcher(shown).results().toList()) {
            pattern.append(literally(shown.substring(end, place.start())));
            String kind = kind(place);
            if (kind.equals(ANYTHING)) {
                pattern.append("(?s:.*)");
            } else if (kind.equals(REST_OF_LINE)) {
                pattern.append("[^\n]*\n?");
            } else {
                pattern.append("(" + kind + ")");
                places.add(place.group());
            }
            end = place.end();
        }
        return pattern.append(literally(shown.substring(end))).toString();
    }

    /** But for the width of columns, which depends on what stands in them. */
    private static String literally(String text) {
        return Stream.of(text.split("  +", -1)).map(Pattern::quote).collect(Collectors.joining(" {2,}"));
    }

    private static String kind(MatchResult place) {
        int kind = 0;
        while (place.group(kind + 1) == null) {
            kind++;
        }
        return VARYING.get(kind);
    }
}
