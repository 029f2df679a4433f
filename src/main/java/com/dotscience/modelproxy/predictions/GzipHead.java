package com.dotscience.modelproxy.predictions;

/** Skips the header of a gzip file (RFC 1952, section 2.3), which may arrive byte by byte. */
final class GzipHead {

    private static final int HEADER_CHECKSUM = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int FIXED = 10;

    private int position;
    private int flags;
    private int extraLength;
    /** How many bytes are still to be skipped of the part that {@link #flags} names next. */
    private int left;

    /** @return whether this was the last byte of the header */
    boolean feed(byte next) throws Unreadable {
        int value = next & 0xff;
        if (position < FIXED) {
            boolean expected = switch (position) {
                case 0 -> value == 0x1f;
                case 1 -> value == 0x8b;
                case 2 -> value == 8;
                default -> true;
            };
            if (!expected) {
                throw new Unreadable(UnreadReason.ENCODING);
            }
            if (position == 3) {
                flags = value & (HEADER_CHECKSUM | EXTRA | NAME | COMMENT);
                left = (flags & EXTRA) != 0 ? -2 : 0;
            }
            position++;
            return position == FIXED && flags == 0;
        }
        if ((flags & EXTRA) != 0) {
            extra(value);
        } else if ((flags & NAME) != 0) {
            flags ^= value == 0 ? NAME : 0;
        } else if ((flags & COMMENT) != 0) {
            flags ^= value == 0 ? COMMENT : 0;
        } else if (++left == 2) {
            flags = 0;
        }
        return flags == 0;
    }

    /** Skips the extra field: its length in two bytes, the lower first, and as many bytes. */
    private void extra(int value) {
        if (left < 0) {
            extraLength |= value << (left == -2 ? 0 : 8);
            left++;
            left = left == 0 ? extraLength : left;
        } else {
            left--;
        }
        if (left == 0) {
            flags ^= EXTRA;
        }
    }
}
