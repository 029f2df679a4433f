package com.dotscience.validation;

import com.dotscience.api.HiddenCharacters;

/** Makes a text from outside fit to be stored and shown: it is cut to a length, and hidden characters are replaced. */
public final class Printable {
    private Printable() {}

    /**
     * Returns the text as one line.
     *
     * @param maxLength the number of characters; a longer text ends with …
     */
    public static String cut(String text, int maxLength) {
        return HiddenCharacters.replaced(shortened(text, maxLength), '?', "");
    }

    /** Returns the text with its line breaks and tabs. */
    public static String cutLines(String text, int maxLength) {
        return HiddenCharacters.replaced(shortened(text, maxLength), '?', "\n\t");
    }

    private static String shortened(String text, int maxLength) {
        if (text.length() <= maxLength) {
            return text;
        }
        int end = maxLength - 1;
        // A character outside the basic plane takes two chars, which must not be separated.
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
