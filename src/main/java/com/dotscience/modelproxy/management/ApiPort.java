package com.dotscience.modelproxy.management;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.dotscience.modelproxy.log.ProcessLog;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Serves the kubelet and Prometheus. It accepts small requests only, and closes a connection that is silent for a minute. */
public final class ApiPort implements AutoCloseable {

    private static final int MAX_REQUEST_BYTES = 8 * 1024;
    private static final int IDLE_SECONDS = 60;
    // The kubelet and a few scrapers need fewer connections than this; any more are closed at once.
    private static final int CONNECTIONS = 64;

    private final Channel server;

    private ApiPort(Channel server) {
        this.server = server;
    }

    /**
     * Listens.
     *
     * @param pages by path
     * @throws IOException if it cannot listen there
     */
    public static ApiPort start(
            EventLoopGroup loops,
            ByteBufAllocator buffers,
            InetSocketAddress address,
            Map<String, Page> pages,
            ProcessLog log)
            throws IOException {
        AtomicInteger open = new AtomicInteger();
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.ALLOCATOR, buffers)
                .childOption(ChannelOption.ALLOCATOR, buffers)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel client) {
                        client.closeFuture().addListener(closed -> open.decrementAndGet());
                        if (open.incrementAndGet() > CONNECTIONS) {
                            client.close();
                            return;
                        }
                        client.pipeline()
                                .addLast(new ReadTimeoutHandler(IDLE_SECONDS))
                                .addLast(new HttpServerCodec())
                                .addLast(new HttpObjectAggregator(MAX_REQUEST_BYTES, true))
                                .addLast(new PageHandler(pages, log));
                    }
                });
        var bound = bootstrap.bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(bound.cause().getMessage(), bound.cause());
        }
        return new ApiPort(bound.channel());
    }

    /** The port it listens on. */
    public int port() {
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    /** Stops listening; requests that have arrived still get their response. */
    @Override
    public void close() {
        server.close().awaitUninterruptibly();
    }

    static Page.Response line(int status, String text) {
        return new Page.Response(status, "text/plain; charset=utf-8", (text + "\n").getBytes(UTF_8));
    }
}
