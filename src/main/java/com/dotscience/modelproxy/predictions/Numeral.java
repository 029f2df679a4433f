package com.dotscience.modelproxy.predictions;

import java.io.IOException;
import java.util.stream.IntStream;

/**
 * Parses one number of a JSON text, or NaN or Infinity, which TensorFlow Serving writes. The last digit of its value may be off by
 * one, because only its rank and its bucket in a histogram are needed.
 */
final class Numeral {

    private static final double[] POWERS = IntStream.rangeClosed(0, 308)
            .mapToDouble(exponent -> Double.parseDouble("1e" + exponent))
            .toArray();

    private static final double[] FRACTIONS = IntStream.rangeClosed(0, 22)
            .mapToDouble(exponent -> Double.parseDouble("1e-" + exponent))
            .toArray();

    /** More digits than a double can represent; they fit into a long. */
    private static final long FULL = 100_000_000_000_000_000L;

    private double value;
    private boolean whole;

    double value() {
        return value;
    }

    /** Whether it is written without a point or an exponent. */
    boolean isWhole() {
        return whole;
    }

    /** @return the end of the number; {@code to} if the number may go on */
    int parse(byte[] text, int from, int to) throws IOException {
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

    /** Parses NaN and Infinity, which TensorFlow Serving writes although JSON does not have them. */
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
