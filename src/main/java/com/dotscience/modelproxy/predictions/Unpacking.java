package com.dotscience.modelproxy.predictions;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterOutputStream;
import java.util.zip.ZipException;

/** Decompresses gzip (RFC 1952) or deflate (RFC 1950) while it arrives, a few kilobytes at a time. */
final class Unpacking implements ByteSink {

    private static final int PART = 4_096;

    private final ByteSink next;
    private final Inflater inflater;
    private final InflaterOutputStream inflating;
    private GzipHead head;

    private Unpacking(ByteSink next, Inflater inflater, GzipHead head) {
        this.next = next;
        this.inflater = inflater;
        this.head = head;
        this.inflating = new InflaterOutputStream(new Onwards(next), inflater, PART);
    }

    static Unpacking gzip(ByteSink next) {
        return new Unpacking(next, new Inflater(true), new GzipHead());
    }

    static Unpacking deflate(ByteSink next) {
        return new Unpacking(next, new Inflater(false), null);
    }

    @Override
    public void feed(byte[] bytes, int from, int to) throws IOException {
        int at = from;
        while (head != null && at < to) {
            if (head.feed(bytes[at++])) {
                head = null;
            }
        }
        try {
            inflating.write(bytes, at, to - at);
        } catch (ZipException e) {
            throw new Unreadable(UnreadReason.ENCODING);
        }
    }

    @Override
    public void end() throws IOException {
        if (!inflater.finished()) {
            throw new Unreadable(UnreadReason.ENCODING);
        }
        next.end();
    }

    /** Also releases the memory that the decompression takes outside of the heap. */
    @Override
    public void close() throws IOException {
        inflater.end();
        next.close();
    }

    private static final class Onwards extends OutputStream {

        private final ByteSink next;

        Onwards(ByteSink next) {
            this.next = next;
        }

        @Override
        public void write(int single) throws IOException {
            write(new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            next.feed(bytes, offset, offset + length);
        }
    }
}
