package com.dotscience.gateway.validation;

import com.dotscience.api.HiddenCharacters;

/** What somebody else wrote, as it can be kept and shown: so long and no longer, without what is no character. */
public final class Printable {
    private Printable() {}

    /**
     * One line of it.
     *
     * @param longest in characters; what is longer ends with …
     */
    public static String cut(String said, int longest) {
        return HiddenCharacters.replaced(shortened(said, longest), '?', "");
    }

    /** The same, with its ends of lines. */
    public static String cutLines(String said, int longest) {
        return HiddenCharacters.replaced(shortened(said, longest), '?', "\n\t");
    }

    private static String shortened(String said, int longest) {
        if (said.length() <= longest) {
            return said;
        }
        int end = longest - 1;
        // Never in the middle of what takes two.
        return said.substring(0, Character.isHighSurrogate(said.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
