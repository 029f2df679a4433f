package com.dotscience.gateway.grpc.limits;

import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;

/** The threads that read and write connections: each takes its turn, whatever waits of the others. */
public final class EventLoops implements AutoCloseable {
    private static final int READ_AT_LEAST = 1 << 10;
    private static final int READ_FIRST = 4 << 10;
    private static final int READ_AT_MOST = 16 << 10;

    private final EventLoopGroup accepting = new NioEventLoopGroup(1, new DefaultThreadFactory("gateway-accept", true));
    private final EventLoopGroup connected = new NioEventLoopGroup(0, new DefaultThreadFactory("gateway-io", true));

    /** Has the connections of that port known to those. */
    public NettyServerBuilder serve(NettyServerBuilder port, Connections connections) {
        return port.bossEventLoopGroup(accepting)
                .workerEventLoopGroup(connected)
                .channelFactory(() -> new Door(connections))
                // By Netty's default it would read one connection up to 16 times before the next.
                .withChildOption(
                        ChannelOption.RCVBUF_ALLOCATOR,
                        new AdaptiveRecvByteBufAllocator(READ_AT_LEAST, READ_FIRST, READ_AT_MOST)
                                .maxMessagesPerRead(1));
    }

    @Override
    public void close() {
        accepting.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        connected.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
