package com.dotscience.modelproxy;

import com.dotscience.modelproxy.traffic.Fatal;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;

/** Allocates the memory for all traffic from one small arena, and ends the process if there is no more memory. */
final class Buffers extends PooledByteBufAllocator {

    private static final int HEAP_ARENAS = 0;
    private static final int DIRECT_ARENAS = 1;
    private static final int PAGE_BYTES = 8 * 1024;
    // A chunk has 512 KiB, so that pooled memory returns to the system sooner than with the 4 MiB that Netty uses.
    private static final int CHUNK_ORDER = 6;
    private static final int SMALL_CACHE = 64;
    private static final int NORMAL_CACHE = 16;

    private final Fatal fatal;

    Buffers(Fatal fatal) {
        super(true, HEAP_ARENAS, DIRECT_ARENAS, PAGE_BYTES, CHUNK_ORDER, SMALL_CACHE, NORMAL_CACHE, true);
        this.fatal = fatal;
    }

    // The JVM's switch ExitOnOutOfMemoryError covers the heap only, and direct memory is allocated outside of it.
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
