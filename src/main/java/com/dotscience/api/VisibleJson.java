package com.dotscience.api;

/**
 * JSON in which no character hides: what a terminal would obey or show in another order than it stands is escaped, which means
 * the same. Such characters stand in JSON's strings only, so text that is written already can be made so as well.
 */
public final class VisibleJson {
    private static final int DELETE = 0x7f;

    private VisibleJson() {}

    /** @param json a text of JSON, by whomever it was written */
    public static String of(String json) {
        if (json.chars().noneMatch(VisibleJson::isHidden)) {
            return json;
        }
        StringBuilder visible = new StringBuilder(json.length() + 16);
        json.chars().forEach(character -> {
            if (isHidden(character)) {
                visible.append(escape(character));
            } else {
                visible.append((char) character);
            }
        });
        return visible.toString();
    }

    /** Delete, a control character above ASCII (C1), one that changes the direction of text, or one that ends a line. */
    static boolean isHidden(int character) {
        return character >= DELETE && Character.isISOControl(character)
                || isBidirectional(character)
                || character == 0x2028
                || character == 0x2029;
    }

    static String escape(int character) {
        return "\\u%04x".formatted(character);
    }

    /** Unicode's Bidi_Control. */
    private static boolean isBidirectional(int character) {
        return character == 0x061c
                || character >= 0x200e && character <= 0x200f
                || character >= 0x202a && character <= 0x202e
                || character >= 0x2066 && character <= 0x2069;
    }
}
