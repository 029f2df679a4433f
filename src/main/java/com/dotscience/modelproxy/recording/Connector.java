package com.dotscience.modelproxy.recording;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import java.net.URI;
import java.time.Duration;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/** Opens connections to the sink, with TLS if the URL demands it. */
final class Connector {

    private final EventLoop loop;
    private final ByteBufAllocator buffers;
    private final String host;
    private final int port;
    private final Duration timeout;
    /** Null if the sink is reached without TLS, so that no class of TLS is loaded. */
    private final SslContext tls;

    /** @param timeout for connecting */
    Connector(EventLoop loop, ByteBufAllocator buffers, URI sink, Duration timeout) throws SSLException {
        boolean secure = "https".equalsIgnoreCase(sink.getScheme());
        this.loop = loop;
        this.buffers = buffers;
        this.host = sink.getHost().replaceAll("[\\[\\]]", "");
        this.port = sink.getPort() != -1 ? sink.getPort() : secure ? 443 : 80;
        this.timeout = timeout;
        this.tls = secure ? SslContextBuilder.forClient().build() : null;
    }

    ChannelFuture connect(ChannelHandler receiver) {
        return new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.ALLOCATOR, buffers)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) timeout.toMillis())
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        if (tls != null) {
                            channel.pipeline().addLast(secured(channel));
                        }
                        channel.pipeline().addLast(new HttpClientCodec()).addLast(receiver);
                    }
                })
                .connect(host, port);
    }

    private SslHandler secured(SocketChannel channel) {
        SslHandler handler = tls.newHandler(channel.alloc(), host, port);
        SSLEngine engine = handler.engine();
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(parameters);
        return handler;
    }
}
