package com.dotscience.modelproxy.traffic;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;

/** How a client's HTTP/1 connection ends. From then on, nothing that the client sends is a request any more. */
final class ConnectionClose {

    private boolean begun;

    boolean hasBegun() {
        return begun;
    }

    /** Closes once everything is written; the client has sent nothing that is unread. */
    void closeWhenWritten(ChannelHandlerContext context) {
        begun = true;
        context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    /**
     * Closes for output only, and discards what the client still sends. A full close with unread bytes would reset the
     * connection, and the client could lose the response.
     */
    void linger(ChannelHandlerContext context) {
        begun = true;
        context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(done -> {
            if (done.isSuccess() && context.channel() instanceof SocketChannel socket) {
                socket.shutdownOutput();
                context.read();
            } else {
                context.close();
            }
        });
    }

    /** Closes in the middle of a response. @param reset whether the client would take an orderly close for the body's end */
    void abort(ChannelHandlerContext context, boolean reset) {
        begun = true;
        if (reset) {
            context.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        }
        context.flush();
        context.close();
    }
}
