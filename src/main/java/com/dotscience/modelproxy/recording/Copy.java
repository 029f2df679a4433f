package com.dotscience.modelproxy.recording;

import com.dotscience.modelproxy.memory.MemoryBudget;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/** A copy of a body, made while the body is forwarded. It is dropped once it exceeds a bound. */
final class Copy {

    /** How much memory an event takes besides the bytes of its body. */
    private static final int OVERHEAD = 1_024;

    private final MemoryBudget memory;
    private final int maxBytes;
    private final List<byte[]> parts = new ArrayList<>(1);
    private int length;
    private long reserved;
    private DropReason dropped;

    Copy(MemoryBudget memory, int maxBytes) {
        this.memory = memory;
        this.maxBytes = maxBytes;
        reserve(OVERHEAD);
    }

    private boolean reserve(int bytes) {
        boolean fits = memory.tryReserve(bytes);
        if (fits) {
            reserved += bytes;
        } else {
            drop(DropReason.FULL);
        }
        return fits;
    }

    void add(ByteBuf part) {
        int bytes = part.readableBytes();
        if (dropped != null) {
            return;
        }
        if (bytes > maxBytes - length) {
            drop(DropReason.TOO_LARGE);
        } else if (reserve(bytes)) {
            byte[] copy = new byte[bytes];
            part.getBytes(part.readerIndex(), copy);
            parts.add(copy);
            length += bytes;
        }
    }

    void drop(DropReason reason) {
        if (dropped == null) {
            dropped = reason;
            parts.clear();
            release();
        }
    }

    /** Why there is no copy; null if there is one. */
    DropReason dropped() {
        return dropped;
    }

    List<byte[]> parts() {
        return parts;
    }

    int length() {
        return length;
    }

    /** Releases the memory, because the copy is no longer needed. */
    void release() {
        memory.release(reserved);
        reserved = 0;
    }
}
