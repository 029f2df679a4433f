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

/** Opens the connections of one event loop to the model, and keeps idle ones for the next request. */
final class ModelConnectionPool {

    private static final int MAX_CHUNK_BYTES = 64 * 1024;

    private final Worker worker;
    private final Bootstrap bootstrap;
    // The connection that was used last comes first, because the model is the least likely to have closed it.
    private final Deque<ModelConnection> idle = new ArrayDeque<>();

    ModelConnectionPool(Worker worker, Bootstrap common) {
        this.worker = worker;
        this.bootstrap = common.clone(worker.loop())
                .channel(NioSocketChannel.class)
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.TCP_NODELAY, true)
                // A model may respond and close before it has read the whole request, and its response must still be
                // read.
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

    /** Calls {@link Exchange#connected}, now or later, or {@link Exchange#connectFailed}. @param fresh whether not to reuse one */
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

    /** Keeps an idle connection, or closes it if there are enough. */
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
