package com.dotscience.api;

/**
 * Characters that do not show themselves: control characters, those of C1 among them, one that changes the direction of text,
 * and one that ends a line. A terminal obeys them, or shows what is around them in another order than it stands.
 */
public final class HiddenCharacters {

    private HiddenCharacters() {}

    /**
     * A text in which none is left.
     *
     * @param shown what stands in the place of each
     * @param kept those that stay, since they are meant
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
