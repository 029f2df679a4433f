package com.dotscience.modelproxy.traffic;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.DefaultHttp2WindowUpdateFrame;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Error;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A client's connection that speaks h2c. It holds the streams, and each of them is a client of its own. */
final class Http2ConnectionHandler extends ChannelInboundHandlerAdapter implements ClientConnection {

    private final Worker worker;
    private final Set<Http2StreamHandler> streams = new HashSet<>();
    private ChannelHandlerContext context;
    private boolean endAnnounced;
    private long idleSince = System.nanoTime();

    Http2ConnectionHandler(Worker worker) {
        this.worker = worker;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        worker.add(this);
        // With the default window, one stream whose model does not read would block all others.
        int more = worker.limits().connectionWindowBytes() - Http2CodecUtil.DEFAULT_WINDOW_SIZE;
        context.writeAndFlush(new DefaultHttp2WindowUpdateFrame(more));
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        worker.remove(this);
    }

    void add(Http2StreamHandler stream) {
        streams.add(stream);
    }

    void remove(Http2StreamHandler stream) {
        streams.remove(stream);
        idleSince = System.nanoTime();
        if (worker.isClosed() && streams.isEmpty()) {
            context.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext from, Throwable cause) {
        worker.fatal().check(cause);
        context.close();
    }

    @Override
    public void sweep(long now) {
        List.copyOf(streams).forEach(stream -> stream.sweep(now));
        if (streams.isEmpty() && now - idleSince > worker.limits().clientIdle().toNanos()) {
            context.close();
        }
    }

    @Override
    public boolean isIdle() {
        return streams.isEmpty();
    }

    @Override
    public long idleSince() {
        return idleSince;
    }

    @Override
    public void close() {
        context.close();
    }

    @Override
    public void announceEnd() {
        if (!endAnnounced) {
            endAnnounced = true;
            // The highest number of a stream: requests that are on their way are still served (RFC 9113, section 6.8).
            context.writeAndFlush(
                    new DefaultHttp2GoAwayFrame(Http2Error.NO_ERROR).setExtraStreamIds(Integer.MAX_VALUE));
        }
    }
}
