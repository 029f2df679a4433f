package com.dotscience.testing.bench.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * A model's server that answers at once: a slow one would hide every proxy. One thread, no HTTP library: it looks for the end
 * of a request, and has its answer as bytes.
 */
final class Backend implements AutoCloseable {

    private static final ByteBuf AVAILABLE =
            response("{\"model_version_status\": [{\"version\": \"1\", \"state\": \"AVAILABLE\"}]}".getBytes(US_ASCII));

    private final EventLoopGroup thread = new NioEventLoopGroup(1);
    private final LongAdder answers = new LongAdder();
    private final Channel channel;

    private Backend(ByteBuf answer) {
        this.channel = new ServerBootstrap()
                .group(thread)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel connection) {
                        connection.pipeline().addLast(new BackendConnection(AVAILABLE, answer, answers));
                    }
                })
                .bind("127.0.0.1", 0)
                .syncUninterruptibly()
                .channel();
    }

    /** Answers every POST with this, and every GET as the status of a model that is there. */
    static Backend answering(Predictions predictions) {
        return new Backend(response(predictions.json()));
    }

    int port() {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    /** How many predictions it has handed to the network, whole. */
    long answers() {
        return answers.sum();
    }

    @Override
    public void close() {
        thread.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private static ByteBuf response(byte[] json) {
        String head =
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + json.length + "\r\n\r\n";
        ByteBuf response = Unpooled.directBuffer(head.length() + json.length);
        response.writeCharSequence(head, US_ASCII);
        return Unpooled.unreleasableBuffer(response.writeBytes(json).asReadOnly());
    }
}
