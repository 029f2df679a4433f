package com.dotscience.modelproxy.predictions;

import java.io.IOException;

/**
 * Reads a run of numbers, from the start of an array to the first token that is no number. A large response consists nearly
 * only of numbers, and a general parser that makes a token of each takes four times as long.
 */
final class NumberRun {

    /** The beginning of a number that a part of the text ends in, until its rest arrives. */
    private final byte[] begun = new byte[64];

    private final Numeral numeral = new Numeral();
    private final Fractions fractions = new Fractions();
    private int length;
    private boolean valueRead;
    private boolean commaRead;

    /** An array has started. */
    void start() {
        length = 0;
        valueRead = false;
        commaRead = false;
    }

    /**
     * @return the end of the run, at a byte that is neither of a number nor a comma; or {@code to}, if the run may go on
     * @throws IOException if the text is not valid JSON
     */
    int scan(byte[] text, int from, int to, Numbers numbers) throws IOException {
        int at = length == 0 ? from : finish(text, from, to, numbers);
        while (at < to) {
            byte sign = text[at];
            if (sign == ' ' || sign == '\n' || sign == '\r' || sign == '\t') {
                at++;
            } else if (sign == ',' && valueRead) {
                valueRead = false;
                commaRead = true;
                at++;
            } else if (valueRead || !begins(sign)) {
                if (sign == ']' ? commaRead && !valueRead : valueRead) {
                    throw new IOException("a list goes on with neither a comma nor a value");
                }
                return at;
            } else {
                int next = numbers.wantsHighestAlone() ? fractions.read(text, at, to) : at;
                if (next > at) {
                    fractions.tell(numbers);
                    commaRead = true;
                    valueRead = fractions.areLast();
                } else {
                    next = numeral.parse(text, at, to);
                    if (next == to) {
                        keep(text, at, to);
                        return to;
                    }
                    numbers.number(numeral.value(), numeral.isWhole());
                    valueRead = true;
                }
                at = next;
            }
        }
        return at;
    }

    private static boolean begins(byte next) {
        return next >= '0' && next <= '9' || next == '-' || next == 'N' || next == 'I';
    }

    private static boolean belongs(byte next) {
        return next >= '0' && next <= '9'
                || next == '.'
                || next == '-'
                || next == '+'
                || next >= 'a' && next <= 'z'
                || next >= 'A' && next <= 'Z';
    }

    private void keep(byte[] text, int from, int to) throws IOException {
        if (length + to - from >= begun.length) {
            throw new IOException("a number is longer than " + begun.length + " characters");
        }
        System.arraycopy(text, from, begun, length, to - from);
        length += to - from;
    }

    private int finish(byte[] text, int from, int to, Numbers numbers) throws IOException {
        int end = from;
        while (end < to && belongs(text[end])) {
            end++;
        }
        keep(text, from, end);
        if (end < to) {
            begun[length] = ' ';
            if (numeral.parse(begun, 0, length + 1) != length) {
                throw new IOException("a number is none");
            }
            numbers.number(numeral.value(), numeral.isWhole());
            length = 0;
            valueRead = true;
        }
        return end;
    }
}
