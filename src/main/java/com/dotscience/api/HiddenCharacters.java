package com.dotscience.api;

/**
 * Characters that are not visible: control characters including those of C1, those that change the direction of text, and those
 * that end a line. A terminal executes them, or shows the text around them in another order.
 */
public final class HiddenCharacters {

    private HiddenCharacters() {}

    /**
     * Replaces each hidden character of a text.
     *
     * @param shown the replacement
     * @param kept the hidden characters that stay, because they are intended
     */
    public static String replaced(String text, char shown, String kept) {
        if (text.chars().noneMatch(each -> include(each) && kept.indexOf(each) < 0)) {
            return text;
        }
        StringBuilder visible = new StringBuilder(text.length());
        text.chars().forEach(each -> visible.append(include(each) && kept.indexOf(each) < 0 ? shown : (char) each));
        return visible.toString();
    }

    static boolean include(int character) {
        return Character.isISOControl(character)
                || isBidirectional(character)
                || character == 0x2028
                || character == 0x2029;
    }

    /** Unicode's Bidi_Control. */
    private static boolean isBidirectional(int character) {
        return character == 0x061c
                || character >= 0x200e && character <= 0x200f
                || character >= 0x202a && character <= 0x202e
                || character >= 0x2066 && character <= 0x2069;
    }
}
