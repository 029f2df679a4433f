package com.dotscience.modelproxy.predictions;

/**
 * Finds the highest of a list of fractions, which make up nearly all of a classifier's response. It compares their first 16
 * digits, eight at a time.
 */
final class Fractions {

    private static final long HEAD = 100_000_000;
    private static final long FIRST = 1_000_000_000_000_000L;
    private static final double WHOLE = 1e16;

    private int width = Long.BYTES;
    private int count;
    private int winner;
    private long highest;
    private boolean last;

    /** @return the end of the fractions that it has read, after their comma; {@code from} if it has read none */
    int read(byte[] text, int from, int to) {
        count = 0;
        highest = -1;
        last = false;
        int first = 0;
        int at = from;
        while (!last && to - at > 2 + Long.BYTES && text[at] == '0' && text[at + 1] == '.') {
            long head = EightDigits.at(text, at + 2);
            int end = at + 2 + width;
            // A fraction nearly always has as many digits as the one before it.
            if (to - end < 2 || text[end] != ',' || !EightDigits.are(head, EightDigits.at(text, end - Long.BYTES))) {
                end = end(text, at + 2, to);
                if (end < 0) {
                    break;
                }
            }
            // A fraction is nearly always lower than the highest, and its first digit shows that.
            if (EightDigits.first(head) >= first && isHigher(head, EightDigits.at(text, end - Long.BYTES))) {
                winner = count;
                first = (int) (highest / FIRST);
            }
            count++;
            last = text[end] == ']';
            at = last ? end : text[end + 1] == ' ' ? end + 2 : end + 1;
        }
        return at;
    }

    /** Whether the list ends after them. */
    boolean areLast() {
        return last;
    }

    void tell(Numbers numbers) {
        numbers.fractions(count, winner, highest / WHOLE);
    }

    /** @return the end of a fraction; -1 if it does not end before {@code to} or has another form */
    private int end(byte[] text, int from, int to) {
        int end = EightDigits.end(text, from, to);
        int found = end - from;
        if (found < Long.BYTES || found > 2 * Long.BYTES || to - end < 2 || text[end] != ',' && text[end] != ']') {
            return -1;
        }
        width = found;
        return end;
    }

    private boolean isHigher(long firstEight, long lastEight) {
        long head = EightDigits.value(firstEight) * HEAD;
        if (head + HEAD <= highest) {
            return false;
        }
        // The shift removes the digits that overlap with the first eight, and adds zeros at the end. It takes two
        // steps,
        // because a shift by 64 would shift nothing.
        int seen = 4 * (2 * Long.BYTES - width);
        long value = head + EightDigits.value(lastEight >>> seen >>> seen);
        if (value <= highest) {
            return false;
        }
        highest = value;
        return true;
    }
}
