package com.dotscience.modelproxy.predictions;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight digits of a text at once, as one long: the first compiler makes no such thing of a loop. */
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

    /** The first of them; if it is none, whatever. */
    static int first(long eight) {
        return (int) (eight & 0xFF) - '0';
    }

    /** The number that they write: pairs are added up, then pairs of pairs, then both halves. */
    static long value(long eight) {
        long pairs = (eight & 0x0F0F0F0F0F0F0F0FL) * (10 * 0x100 + 1) >>> 8;
        long fours = (pairs & 0x00FF00FF00FF00FFL) * (100 * 0x10000 + 1) >>> 16;
        return (fours & 0x0000FFFF0000FFFFL) * (10_000 * 0x100000000L + 1) >>> 32;
    }

    /** Where a run of digits ends; {@code to} if all of them are. */
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

    /** The highest bit of each that is no digit; what comes after the first of these may be marked as well. */
    private static long others(long eight) {
        long digits = eight ^ 0x3030303030303030L;
        return (digits + 0x7676767676767676L | digits) & 0x8080808080808080L;
    }
}
