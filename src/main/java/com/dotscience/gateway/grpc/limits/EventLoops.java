package com.dotscience.gateway.grpc.limits;

import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;

/** The threads that read and write connections. They read a little of each connection in turn, so that none starves the others. */
public final class EventLoops implements AutoCloseable {
    private static final int MIN_READ_BYTES = 1 << 10;
    private static final int INITIAL_READ_BYTES = 4 << 10;
    private static final int MAX_READ_BYTES = 16 << 10;

    private final EventLoopGroup acceptors = new NioEventLoopGroup(1, new DefaultThreadFactory("gateway-accept", true));
    private final EventLoopGroup workers = new NioEventLoopGroup(0, new DefaultThreadFactory("gateway-io", true));

    /** Makes the server use these threads and register its connections. */
    public NettyServerBuilder serve(NettyServerBuilder port, Connections connections) {
        return port.bossEventLoopGroup(acceptors)
                .workerEventLoopGroup(workers)
                .channelFactory(() -> new TrackingServerChannel(connections))
                // By default Netty reads one connection up to 16 times before it turns to the next.
                .withChildOption(
                        ChannelOption.RCVBUF_ALLOCATOR,
                        new AdaptiveRecvByteBufAllocator(MIN_READ_BYTES, INITIAL_READ_BYTES, MAX_READ_BYTES)
                                .maxMessagesPerRead(1));
    }

    @Override
    public void close() {
        acceptors.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        workers.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
