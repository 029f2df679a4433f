package com.dotscience.api;

/**
 * JSON without hidden characters: it escapes them, which does not change its meaning. In JSON they can only be inside of strings, so
 * text that is already written can be escaped as well.
 */
public final class VisibleJson {
    private static final int DELETE = 0x7f;

    private VisibleJson() {}

    /** Escapes the hidden characters of a JSON text. */
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

    /** Whether it is one of the {@link HiddenCharacters} that JSON does not escape by itself. */
    static boolean isHidden(int character) {
        return character >= DELETE && HiddenCharacters.include(character);
    }

    static String escape(int character) {
        return "\\u%04x".formatted(character);
    }
}
