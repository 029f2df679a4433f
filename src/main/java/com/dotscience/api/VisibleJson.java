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

    /** What JSON leaves as it is of {@link HiddenCharacters}: it escapes those below the space itself. */
    static boolean isHidden(int character) {
        return character >= DELETE && HiddenCharacters.include(character);
    }

    static String escape(int character) {
        return "\\u%04x".formatted(character);
    }
}
