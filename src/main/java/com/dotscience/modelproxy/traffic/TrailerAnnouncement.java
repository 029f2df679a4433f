package com.dotscience.modelproxy.traffic;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import java.util.Optional;

/**
 * Reads the header Trailer of a stream before Netty's codec removes it. If a request announces trailers, its Content-Length is
 * removed, so that it goes to the model in chunks: in HTTP/1, a body with a length cannot have trailers.
 */
final class TrailerAnnouncement extends ChannelInboundHandlerAdapter {

    private Optional<String> trailers = Optional.empty();

    /** The names that were announced. */
    Optional<String> trailers() {
        return trailers;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object frame) {
        if (frame instanceof Http2HeadersFrame head && head.headers().contains(HttpHeaderNames.TRAILER)) {
            trailers = Optional.of(head.headers().get(HttpHeaderNames.TRAILER).toString());
            head.headers().remove(HttpHeaderNames.CONTENT_LENGTH);
        }
        context.fireChannelRead(frame);
    }
}
