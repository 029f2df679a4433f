package com.dotscience.modelproxy.traffic;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;

/** What the clients of both versions of HTTP have in common: a channel with at most one exchange at a time. */
abstract class ClientHandler extends ChannelInboundHandlerAdapter implements Client {

    final Worker worker;
    ChannelHandlerContext context;
    /** Null while no request is being served. */
    Exchange exchange;

    ClientHandler(Worker worker) {
        this.worker = worker;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    /**
     * Begins an exchange.
     *
     * @param connection of the client, which knows its address
     * @param awaitsBody whether the first part of the body is waited for, because it may turn out to be malformed
     */
    final void begin(HttpRequest request, Channel connection, boolean awaitsBody) {
        Observations observations = Observations.begin(worker.observers(), request, worker.log());
        Headers.towardsModel(request, address(connection), worker.modelAuthority());
        worker.exchangeBegan();
        exchange = new Exchange(worker, this, request, observations);
        exchange.start(awaitsBody);
    }

    private static String address(Channel connection) {
        return connection.remoteAddress() instanceof InetSocketAddress peer
                ? peer.getAddress().getHostAddress().replaceFirst("%.*", "")
                : "unknown";
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext from) {
        if (exchange != null && isWritable()) {
            exchange.readResponse();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext from) {
        if (exchange != null) {
            exchange.clientDisconnected();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext from, Throwable cause) {
        worker.fatal().check(cause);
        context.close();
    }

    @Override
    public void read() {
        context.read();
    }

    @Override
    public boolean isWritable() {
        return context.channel().isWritable();
    }

    @Override
    public void interimResponse(FullHttpResponse response) {
        context.writeAndFlush(response);
    }

    @Override
    public Future<Void> responseBody(HttpContent part) {
        return context.write(part);
    }

    @Override
    public void flush() {
        context.flush();
    }
}
