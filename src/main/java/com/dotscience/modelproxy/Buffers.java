package com.dotscience.modelproxy;

import com.dotscience.modelproxy.traffic.Fatal;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;

/** The memory for all that passes: one small arena, and an end of the process where there is no more. */
final class Buffers extends PooledByteBufAllocator {

    private static final int HEAP_ARENAS = 0;
    private static final int DIRECT_ARENAS = 1;
    private static final int PAGE_BYTES = 8 * 1024;
    // A chunk has 512 KiB: what is pooled can be given back sooner than with Netty's 4 MiB.
    private static final int CHUNK_ORDER = 6;
    private static final int SMALL_CACHE = 64;
    private static final int NORMAL_CACHE = 16;

    private final Fatal fatal;

    Buffers(Fatal fatal) {
        super(true, HEAP_ARENAS, DIRECT_ARENAS, PAGE_BYTES, CHUNK_ORDER, SMALL_CACHE, NORMAL_CACHE, true);
        this.fatal = fatal;
    }

    // The JVM's own switch for this looks at the heap only: what is allocated beside it fails in Java code.
    @Override
    protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
        try {
            return super.newDirectBuffer(initialCapacity, maxCapacity);
        } catch (OutOfMemoryError e) {
            fatal.end(e);
            throw e;
        }
    }
}
