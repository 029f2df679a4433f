package com.dotscience.modelproxy.predictions;

import com.dotscience.modelproxy.memory.MemoryBudget;
import java.io.IOException;

/** The reading of one answer while it passes. Not for several threads. */
public final class Reading {

    /** What came of it. */
    public sealed interface Result {}

    /** The answer was read whole. */
    public record Read(Predictions predictions, Usage usage) implements Result {}

    /** It could not be read: what was found in it before does not count. */
    public record Unread(UnreadReason reason) implements Result {}

    private final MemoryBudget memory;
    private final Predictions predictions = new Predictions();
    private Usage usage = Usage.NONE;
    private ByteSink sink;
    private UnreadReason unread;
    private long packed;
    private long unpacked;
    private long reserved;

    Reading(MemoryBudget memory) {
        this.memory = memory;
    }

    Predictions predictions() {
        return predictions;
    }

    void usage(Usage said) {
        usage = said;
    }

    void into(ByteSink chosen) {
        sink = chosen;
    }

    /** @param bytes how many the answer seems to have */
    void reserve(long bytes) throws Unreadable {
        long more = Math.min(bytes, ResponseReader.MAX_RESPONSE_BYTES) - reserved;
        if (more > 0 && !memory.tryReserve(more)) {
            throw new Unreadable(UnreadReason.BUSY);
        }
        reserved += Math.max(0, more);
    }

    /** What the reading needs of memory it has reserved before; who needs more needs all that there may be. */
    void unpacked(int bytes) throws Unreadable {
        unpacked += bytes;
        grow(unpacked);
    }

    private void grow(long size) throws Unreadable {
        if (size > ResponseReader.MAX_RESPONSE_BYTES) {
            throw new Unreadable(UnreadReason.TOO_LARGE);
        }
        if (size > reserved) {
            reserve(ResponseReader.MAX_RESPONSE_BYTES);
        }
    }

    /** The next part of the answer's body, as it is sent. */
    public void feed(byte[] bytes, int from, int to) {
        if (unread != null) {
            return;
        }
        try {
            packed += to - from;
            grow(packed);
            sink.feed(bytes, from, to);
        } catch (IOException | RuntimeException e) {
            giveUp(e);
        }
    }

    /** Whether more of the answer would still be looked at. */
    public boolean wantsMore() {
        return unread == null;
    }

    /**
     * Ends it; to be called once.
     *
     * @param whole whether the answer has come to its end
     */
    public Result end(boolean whole) {
        if (unread == null && !whole) {
            giveUp(new Unreadable(UnreadReason.INCOMPLETE));
        }
        if (unread == null) {
            try {
                sink.end();
            } catch (IOException | RuntimeException e) {
                giveUp(e);
            }
        }
        release();
        return unread == null ? new Read(predictions, usage) : new Unread(unread);
    }

    /** Whatever a parser throws at what a model sends: nothing of it may reach those who pass the answer on. */
    void giveUp(Exception e) {
        unread = e instanceof Unreadable told ? told.reason() : UnreadReason.SYNTAX;
        release();
    }

    private void release() {
        memory.release(reserved);
        reserved = 0;
        if (sink != null) {
            try {
                sink.close();
            } catch (IOException e) {
                throw new IllegalStateException("memory cannot fail to be closed", e);
            }
            sink = null;
        }
    }
}
