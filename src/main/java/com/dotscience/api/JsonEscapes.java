package com.dotscience.api;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;

/**
 * Escapes in JSON, beside what has to be, what a terminal would obey or show in another order than it stands: control characters
 * above ASCII (C1), and those that change the direction of text. Text comes from clusters, and JSON is also read by people.
 */
public final class JsonEscapes extends CharacterEscapes {
    private static final long serialVersionUID = 1;
    private static final int DELETE = 0x7f;

    private final int[] ascii = CharacterEscapes.standardAsciiEscapesForJSON();

    /** With nothing to choose. */
    public JsonEscapes() {
        ascii[DELETE] = CharacterEscapes.ESCAPE_STANDARD;
    }

    @Override
    public int[] getEscapeCodesForAscii() {
        return ascii.clone();
    }

    @Override
    public SerializableString getEscapeSequence(int character) {
        boolean escaped = Character.isISOControl(character) || isBidirectional(character) || isEndOfLine(character);
        return escaped ? new SerializedString("\\u%04x".formatted(character)) : null;
    }

    /** Unicode's Bidi_Control. */
    private static boolean isBidirectional(int character) {
        return character == 0x061c
                || character >= 0x200e && character <= 0x200f
                || character >= 0x202a && character <= 0x202e
                || character >= 0x2066 && character <= 0x2069;
    }

    private static boolean isEndOfLine(int character) {
        return character == 0x2028 || character == 0x2029;
    }
}
