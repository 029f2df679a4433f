package com.dotscience.modelproxy.predictions;

import java.io.IOException;
import java.util.stream.IntStream;

/**
 * Reads a run of numbers, from the start of an array to what is no number. A large answer is numbers nearly all through: made
 * into tokens by a general parser they take four times as long, which a proxy that reads as much as it passes cannot afford.
 * The last digit of a value may be off by one, since nothing but its rank and its bucket is asked for.
 */
final class NumberRun {

    private static final double[] POWERS = IntStream.rangeClosed(0, 308)
            .mapToDouble(exponent -> Double.parseDouble("1e" + exponent))
            .toArray();

    private static final double[] FRACTIONS = IntStream.rangeClosed(0, 22)
            .mapToDouble(exponent -> Double.parseDouble("1e-" + exponent))
            .toArray();

    /** More digits than a double tells apart; they fit a long. */
    private static final long FULL = 100_000_000_000_000_000L;

    /** A number that a part of the text ended in, until the rest of it comes. */
    private final byte[] begun = new byte[64];

    private int length;
    private boolean valueRead;
    private boolean commaRead;
    private double value;
    private boolean whole;
    /** The first eight digits of the highest number before, if it is a fraction. */
    private long floor;

    /** An array has started. */
    void start() {
        length = 0;
        floor = 0;
        valueRead = false;
        commaRead = false;
    }

    /**
     * @return where the run ended, at something that is neither number nor comma; or {@code to}, and it may go on
     * @throws IOException if no JSON goes on like this
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
                int next = passOver(text, at, to, numbers);
                if (next == at) {
                    next = parse(text, at, to);
                    if (next == to) {
                        keep(text, at, to);
                        return to;
                    }
                    numbers.number(value, whole);
                    floor = (long) (numbers.highest() * 100_000_000);
                    valueRead = true;
                }
                at = next;
            }
        }
        return at;
    }

    /** Passes over fractions that are lower than the highest number before, and the comma after each. */
    private int passOver(byte[] text, int from, int to, Numbers numbers) {
        int at = from;
        int passed = 0;
        while (to - at > 2 + Long.BYTES && text[at] == '0' && text[at + 1] == '.') {
            long eight = EightDigits.at(text, at + 2);
            if (!EightDigits.are(eight) || EightDigits.value(eight) >= floor) {
                break;
            }
            int end = EightDigits.end(text, at + 2 + Long.BYTES, to);
            if (to - end < 2 || text[end] != ',') {
                break;
            }
            at = text[end + 1] == ' ' ? end + 2 : end + 1;
            passed++;
        }
        if (passed > 0) {
            numbers.lower(passed);
            commaRead = true;
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
            if (parse(begun, 0, length + 1) != length) {
                throw new IOException("a number is none");
            }
            numbers.number(value, whole);
            length = 0;
            valueRead = true;
        }
        return end;
    }

    /** @return the end of the number, which is {@code to} if nothing shows that it ends there */
    private int parse(byte[] text, int from, int to) throws IOException {
        int at = from;
        boolean negative = text[at] == '-';
        if (negative && ++at == to) {
            return to;
        }
        if (text[at] == 'N' || text[at] == 'I') {
            return literal(text, at, to, negative);
        }
        long digits = 0;
        int exponent = 0;
        int start = at;
        int digit;
        while (at < to && (digit = text[at] - '0') >= 0 && digit <= 9) {
            if (digits < FULL) {
                digits = digits * 10 + digit;
            } else {
                exponent++;
            }
            at++;
        }
        if (at < to && (at == start || at > start + 1 && text[start] == '0')) {
            throw new IOException("a number has no digit, or one too many in front");
        }
        whole = true;
        if (at < to && text[at] == '.') {
            whole = false;
            int point = ++at;
            while (to - at >= Long.BYTES && digits < FULL / 100_000_000) {
                long eight = EightDigits.at(text, at);
                if (!EightDigits.are(eight)) {
                    break;
                }
                digits = digits * 100_000_000 + EightDigits.value(eight);
                exponent -= Long.BYTES;
                at += Long.BYTES;
            }
            while (at < to && (digit = text[at] - '0') >= 0 && digit <= 9) {
                if (digits < FULL) {
                    digits = digits * 10 + digit;
                    exponent--;
                }
                at++;
            }
            if (at < to && at == point) {
                throw new IOException("a number has no digit after its point");
            }
        }
        if (at < to && (text[at] == 'e' || text[at] == 'E')) {
            whole = false;
            boolean down = ++at < to && text[at] == '-';
            if (at < to && (down || text[at] == '+')) {
                at++;
            }
            int power = 0;
            int first = at;
            while (at < to && (digit = text[at] - '0') >= 0 && digit <= 9) {
                power = Math.min(power * 10 + digit, 10_000);
                at++;
            }
            if (at < to && at == first) {
                throw new IOException("a number has no digit in its exponent");
            }
            exponent += down ? -power : power;
        }
        double scaled = scale(digits, exponent);
        value = negative ? -scaled : scaled;
        return at;
    }

    private static double scale(long digits, int exponent) {
        if (exponent == 0 || digits == 0) {
            return digits;
        }
        if (exponent < 0) {
            if (digits > 10_000_000 && exponent >= -22) {
                return digits * FRACTIONS[-exponent];
            }
            return exponent < -308
                    ? digits / POWERS[308] / POWERS[Math.min(-exponent - 308, 308)]
                    : digits / POWERS[-exponent];
        }
        return exponent > 308 ? Double.POSITIVE_INFINITY : digits * POWERS[exponent];
    }

    /** Takes what TensorFlow Serving writes where JSON has no number. */
    private int literal(byte[] text, int from, int to, boolean negative) throws IOException {
        String word = text[from] == 'N' ? "NaN" : "Infinity";
        for (int i = 0; i < word.length(); i++) {
            if (from + i == to) {
                return to;
            }
            if (text[from + i] != word.charAt(i)) {
                throw new IOException("a word is no number");
            }
        }
        whole = false;
        value = text[from] == 'N' ? Double.NaN : negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        return from + word.length();
    }
}
