package com.dotscience.modelproxy.predictions;

import com.dotscience.modelproxy.memory.MemoryBudget;
import java.io.IOException;

/** The reading of one response while it is forwarded. It must be used by one thread only. */
public final class Reading {

    /** The result of a reading. */
    public sealed interface Result {}

    /** The complete response was read. */
    public record Read(Predictions predictions, Usage usage) implements Result {}

    /** The response could not be read, so nothing of it counts. */
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

    /** @param bytes the expected size of the response */
    void reserve(long bytes) throws Unreadable {
        long more = Math.min(bytes, ResponseReader.MAX_RESPONSE_BYTES) - reserved;
        if (more > 0 && !memory.tryReserve(more)) {
            throw new Unreadable(UnreadReason.BUSY);
        }
        reserved += Math.max(0, more);
    }

    /** Reserves memory before it is used. A response that is larger than expected reserves the maximum. */
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

    /** Reads the next part of the response's body. */
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

    /** Whether the next part would still be read. */
    public boolean wantsMore() {
        return unread == null;
    }

    /**
     * Ends the reading. It must be called once only.
     *
     * @param complete whether the response is complete
     */
    public Result end(boolean complete) {
        if (unread == null && !complete) {
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

    /** Runs a parser. Whatever it throws must not reach the code that forwards the response. */
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
