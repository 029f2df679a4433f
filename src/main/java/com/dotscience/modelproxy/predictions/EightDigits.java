package com.dotscience.modelproxy.predictions;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Handles eight digits at once, in one long. The C1 compiler, which is the only one here, does not vectorize loops. */
final class EightDigits {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private EightDigits() {}

    static long at(byte[] text, int at) {
        return (long) LONGS.get(text, at);
    }

    static boolean are(long eight) {
        return others(eight) == 0;
    }

    static boolean are(long eight, long eightMore) {
        return (others(eight) | others(eightMore)) == 0;
    }

    /** The first of eight digits; undefined if it is no digit. */
    static int first(long eight) {
        return (int) (eight & 0xFF) - '0';
    }

    /** The number that eight digits write. It adds up pairs, then pairs of pairs, then both halves. */
    static long value(long eight) {
        long pairs = (eight & 0x0F0F0F0F0F0F0F0FL) * (10 * 0x100 + 1) >>> 8;
        long fours = (pairs & 0x00FF00FF00FF00FFL) * (100 * 0x10000 + 1) >>> 16;
        return (fours & 0x0000FFFF0000FFFFL) * (10_000 * 0x100000000L + 1) >>> 32;
    }

    /** The end of a run of digits; {@code to} if all bytes are digits. */
    static int end(byte[] text, int from, int to) {
        int at = from;
        for (; to - at >= Long.BYTES; at += Long.BYTES) {
            long others = others(at(text, at));
            if (others != 0) {
                return at + (Long.numberOfTrailingZeros(others) >>> 3);
            }
        }
        while (at < to && text[at] >= '0' && text[at] <= '9') {
            at++;
        }
        return at;
    }

    /** Sets the highest bit of each byte that is no digit; bytes behind the first of these may be set wrongly. */
    private static long others(long eight) {
        long digits = eight ^ 0x3030303030303030L;
        return (digits + 0x7676767676767676L | digits) & 0x8080808080808080L;
    }
}
