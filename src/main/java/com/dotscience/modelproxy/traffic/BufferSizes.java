package com.dotscience.modelproxy.traffic;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;
import java.util.function.IntSupplier;

/**
 * Chooses how much is read at once. A read buffer is as large as recent reads, up to an equal share of the memory for all
 * exchanges, so that few exchanges are fast and many do not fill the memory. Each connection has one buffer at a time, because the
 * next is read when the other side has taken the last.
 */
final class BufferSizes implements RecvByteBufAllocator {

    private static final int BUDGET = 8 * 1024 * 1024;
    // An exchange has one buffer for each side that is read, and as much again that waits to be written.
    private static final int BUFFERS_OF_ONE = 4;
    private static final int LEAST = 4 * 1024;
    private static final int MOST = 64 * 1024;

    private final IntSupplier exchanges;
    private final AdaptiveRecvByteBufAllocator adaptive = new AdaptiveRecvByteBufAllocator(512, 4 * 1024, MOST);

    /** @param exchanges how many there are */
    BufferSizes(IntSupplier exchanges) {
        this.exchanges = exchanges;
    }

    @Override
    @SuppressWarnings("deprecation") // The interface itself asks for the old type.
    public Handle newHandle() {
        RecvByteBufAllocator.ExtendedHandle lately = (RecvByteBufAllocator.ExtendedHandle) adaptive.newHandle();
        return new Share(lately);
    }

    private int share() {
        int each = BUDGET / (BUFFERS_OF_ONE * Math.max(1, exchanges.getAsInt()));
        return Math.max(LEAST, Math.min(MOST, Integer.highestOneBit(each)));
    }

    private final class Share extends RecvByteBufAllocator.DelegatingHandle
            implements RecvByteBufAllocator.ExtendedHandle {

        Share(RecvByteBufAllocator.ExtendedHandle lately) {
            super(lately);
        }

        @Override
        public ByteBuf allocate(ByteBufAllocator buffers) {
            return buffers.ioBuffer(guess());
        }

        @Override
        public int guess() {
            return Math.min(super.guess(), share());
        }

        @Override
        public boolean continueReading() {
            return false;
        }

        @Override
        public boolean continueReading(UncheckedBooleanSupplier maybeMore) {
            return false;
        }
    }
}
