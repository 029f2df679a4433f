package com.dotscience.text;

import static java.lang.Character.UnicodeScript.HAN;
import static java.lang.Character.UnicodeScript.HANGUL;
import static java.lang.Character.UnicodeScript.HIRAGANA;
import static java.lang.Character.UnicodeScript.KATAKANA;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/** How many columns of a terminal a text takes. */
public final class DisplayWidth {

    private static final Set<UnicodeScript> WIDE = EnumSet.of(HAN, HANGUL, HIRAGANA, KATAKANA);

    private DisplayWidth() {}

    public static int of(String text) {
        return text.codePoints().map(DisplayWidth::of).sum();
    }

    public static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - of(text)));
    }

    /** The text, cut so that it takes no more than so many columns. */
    public static String cut(String text, int width, String ellipsis) {
        if (of(text) <= width) {
            return text;
        }
        var cut = new StringBuilder();
        int room = width - of(ellipsis);
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            room -= of(text.codePointAt(i));
            if (room < 0) {
                break;
            }
            cut.appendCodePoint(text.codePointAt(i));
        }
        return cut.append(ellipsis).toString();
    }

    // After Unicode Standard Annex #11 (East Asian Width): marks take none; ideographs, fullwidth forms and emoji two.
    private static int of(int c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> isWide(c) ? 2 : 1;
        };
    }

    private static boolean isWide(int c) {
        boolean halfwidth = c >= 0xFF61 && c <= 0xFFDC;
        return !halfwidth && WIDE.contains(UnicodeScript.of(c))
                || c >= 0x3000 && c <= 0x303E
                || c >= 0xFF01 && c <= 0xFF60
                || c >= 0x1F300 && c <= 0x1FAFF;
    }
}
