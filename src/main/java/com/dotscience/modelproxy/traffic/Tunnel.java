package com.dotscience.modelproxy.traffic;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.util.ReferenceCountUtil;

/** One end of a connection that has switched from HTTP to another protocol. It forwards all bytes to the other end. */
final class Tunnel extends ChannelInboundHandlerAdapter implements ClientConnection {

    private final Worker worker;
    private final Exchange exchange;
    private final Channel here;
    private final Channel there;

    private Tunnel(Worker worker, Exchange exchange, Channel here, Channel there) {
        this.worker = worker;
        this.exchange = exchange;
        this.here = here;
        this.there = there;
    }

    /** Joins both connections, after the response of 101 has been written. */
    static void open(
            Worker worker,
            ChannelHandlerContext client,
            ResponseEncoder encoder,
            Exchange exchange,
            ModelConnection model) {
        Channel clients = client.channel();
        Channel models = model.channel();
        Tunnel fromClient = new Tunnel(worker, exchange, clients, models);
        Tunnel fromModel = new Tunnel(worker, exchange, models, clients);
        model.detach();
        models.pipeline().replace(ModelConnection.class, "tunnel", fromModel);
        clients.pipeline().replace(Http1Handler.class, "tunnel", fromClient);
        worker.add(fromClient);
        // When a decoder is removed, the bytes that it still holds come to the tunnel.
        clients.pipeline().remove(RequestDecoder.class);
        clients.pipeline().remove(encoder);
        models.eventLoop().execute(() -> {
            if (models.pipeline().get(HttpClientCodec.class) != null) {
                models.pipeline().remove(HttpClientCodec.class);
            }
            models.read();
            clients.read();
        });
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof io.netty.buffer.ByteBuf) {
            there.write(message);
        } else {
            // It is the end of the response of 101.
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        exchange.touch();
        there.flush();
        if (there.isWritable()) {
            here.read();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (here.isWritable()) {
            there.read();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        worker.remove(this);
        exchange.tunnelClosed();
        there.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        worker.fatal().check(cause);
        here.close();
    }

    @Override
    public void sweep(long now) {
        if (exchange.isTimedOut(now)) {
            here.close();
        }
    }

    @Override
    public boolean isIdle() {
        return false;
    }

    @Override
    public long idleSince() {
        return 0;
    }

    @Override
    public void close() {
        here.close();
    }

    @Override
    public void announceEnd() {
        // Nothing is known of the protocol in the tunnel.
    }
}
