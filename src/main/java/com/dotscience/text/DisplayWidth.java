package com.dotscience.text;

/** Texts as a terminal shows them, in columns of one Latin letter each. */
public final class DisplayWidth {

    private static final int FIRST_JOINING_JAMO = 0x1160;
    private static final int LAST_JOINING_JAMO = 0x11FF;

    private DisplayWidth() {}

    /** How many columns a text takes. */
    public static int of(String text) {
        return text.codePoints().map(DisplayWidth::of).sum();
    }

    /** The text with as many blanks behind it as make it this wide; the text itself, if it is wider. */
    public static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - of(text)));
    }

    /** The text, cut so that it takes no more than so many columns. */
    public static String cut(String text, int width, String ellipsis) {
        if (of(text) <= width) {
            return text;
        }
        var cut = new StringBuilder();
        int left = width - of(ellipsis);
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            left -= of(text.codePointAt(i));
            if (left < 0) {
                break;
            }
            cut.appendCodePoint(text.codePointAt(i));
        }
        return cut.append(ellipsis).toString();
    }

    private static int of(int character) {
        return switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> joinsTheSyllable(character) ? 0 : WideCharacters.contain(character) ? 2 : 1;
        };
    }

    /** Whether it is a vowel or a final consonant of Hangul, which a terminal draws into the columns of the first consonant. */
    private static boolean joinsTheSyllable(int character) {
        return character >= FIRST_JOINING_JAMO && character <= LAST_JOINING_JAMO;
    }
}
