package com.dotscience.modelproxy.traffic;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpDecoderConfig;
import java.util.ArrayDeque;
import java.util.Deque;

/** The connections to the model of one event loop: those that are kept for the next request, and fresh ones. */
final class ModelConnectionPool {

    private static final int MAX_CHUNK_BYTES = 64 * 1024;

    private final Worker worker;
    private final Bootstrap bootstrap;
    // The one that was used last is taken first: it is the least likely to be closed.
    private final Deque<ModelConnection> idle = new ArrayDeque<>();

    ModelConnectionPool(Worker worker, Bootstrap common) {
        this.worker = worker;
        this.bootstrap = common.clone(worker.loop())
                .channel(NioSocketChannel.class)
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.TCP_NODELAY, true)
                // Who answers before it has read all may close then: what it said is still to be read.
                .option(ChannelOption.AUTO_CLOSE, false)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        worker.limits().connect().toMillis())
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel model) {
                        model.pipeline()
                                .addLast(new HttpClientCodec(
                                        new HttpDecoderConfig()
                                                .setMaxHeaderSize(
                                                        worker.limits().headBytes())
                                                .setMaxChunkSize(MAX_CHUNK_BYTES),
                                        false,
                                        false))
                                .addLast(new ModelConnection(worker));
                    }
                });
    }

    static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(8 * 1024, 16 * 1024);

    /** Gives the exchange a connection, now or later, or says that the model cannot be reached. */
    void acquire(boolean fresh, Exchange exchange) {
        ModelConnection kept = fresh ? null : idle.pollFirst();
        if (kept != null) {
            kept.serve(exchange);
            exchange.connected(kept);
            return;
        }
        bootstrap.connect().addListener((ChannelFuture done) -> {
            if (!done.isSuccess()) {
                exchange.connectFailed(done.cause());
                return;
            }
            ModelConnection connection = done.channel().pipeline().get(ModelConnection.class);
            connection.serve(exchange);
            exchange.connected(connection);
        });
    }

    /** Keeps a connection, or closes it if there are enough. */
    void offer(ModelConnection connection) {
        if (idle.size() < worker.limits().idleModelConnections()) {
            idle.addFirst(connection);
        } else {
            connection.close();
        }
    }

    void remove(ModelConnection connection) {
        idle.remove(connection);
    }

    /** Closes those that have been idle for too long. */
    void sweep(long now) {
        while (!idle.isEmpty()
                && now - idle.peekLast().idleSince()
                        > worker.limits().modelIdle().toNanos()) {
            idle.pollLast().close();
        }
    }

    void close() {
        while (!idle.isEmpty()) {
            idle.pollLast().close();
        }
    }
}
