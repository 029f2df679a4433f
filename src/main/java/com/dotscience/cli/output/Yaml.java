package com.dotscience.cli.output;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Writes YAML that readers of every version of YAML understand alike. Texts that some of them take for something else are in quotes, as
 * they are in JSON.
 */
final class Yaml {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z/][A-Za-z0-9_./@-]*(:[A-Za-z0-9_./@-]+)*");
    private static final Set<String> WORDS =
            Set.of("true", "false", "yes", "no", "on", "off", "y", "n", "null", "nan", "inf");

    private final StringBuilder text = new StringBuilder();

    private Yaml() {}

    /** Returns the text of maps, lists, strings, numbers, booleans and null. */
    static String text(Object value) {
        var yaml = new Yaml();
        if (isBlock(value)) {
            yaml.block(value, "");
        } else {
            yaml.text.append(scalar(value)).append('\n');
        }
        return yaml.text.toString();
    }

    private static boolean isBlock(Object value) {
        return value instanceof Map<?, ?> map && !map.isEmpty() || value instanceof List<?> list && !list.isEmpty();
    }

    private void block(Object value, String indent) {
        if (value instanceof Map<?, ?> map) {
            String before = "";
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                text.append(before).append(scalar(entry.getKey())).append(':');
                before = indent;
                boolean isList = entry.getValue() instanceof List;
                if (isBlock(entry.getValue())) {
                    String deeper = isList ? indent : indent + "  ";
                    text.append('\n').append(deeper);
                    block(entry.getValue(), deeper);
                } else {
                    text.append(' ').append(scalar(entry.getValue())).append('\n');
                }
            }
        } else {
            String before = "";
            for (Object element : (List<?>) value) {
                text.append(before).append("- ");
                before = indent;
                if (isBlock(element)) {
                    block(element, indent + "  ");
                } else {
                    text.append(scalar(element)).append('\n');
                }
            }
        }
    }

    private static String scalar(Object value) {
        boolean isPlain = value instanceof String string
                && PLAIN.matcher(string).matches()
                && !WORDS.contains(string.toLowerCase(Locale.ROOT));
        return isPlain ? (String) value : Json.line(value);
    }
}
