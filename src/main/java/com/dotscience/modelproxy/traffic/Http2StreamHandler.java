package com.dotscience.modelproxy.traffic;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.HttpConversionUtil;
import io.netty.util.ReferenceCountUtil;
import java.util.Optional;

/** One stream of a client's HTTP/2 connection: one request. Netty's codec makes HTTP/1 objects of its frames, and the reverse. */
final class Http2StreamHandler extends ClientHandler {

    private final Http2ConnectionHandler connection;
    private final TrailerAnnouncement announcement;

    Http2StreamHandler(Worker worker, Http2ConnectionHandler connection, TrailerAnnouncement announcement) {
        super(worker);
        this.connection = connection;
        this.announcement = announcement;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        super.handlerAdded(added);
        connection.add(this);
    }

    @Override
    public void channelActive(ChannelHandlerContext from) {
        read();
    }

    @Override
    public void channelRead(ChannelHandlerContext from, Object message) {
        if (message instanceof HttpRequest request) {
            handleHead(RequestParts.head(request));
        }
        if (message instanceof HttpContent part && exchange != null) {
            exchange.requestBody(RequestParts.body(part));
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    private void handleHead(HttpRequest request) {
        Optional<Refusal> refusal = worker.hasCapacity() ? Refusal.of(request) : Optional.of(Refusal.BUSY);
        if (refusal.isPresent()) {
            context.write(ErrorResponse.of(refusal.get().status(), refusal.get().reason()));
            reset(Http2Error.NO_ERROR);
            return;
        }
        HttpHeaders headers = request.headers();
        for (HttpConversionUtil.ExtensionHeaderNames internal : HttpConversionUtil.ExtensionHeaderNames.values()) {
            headers.remove(internal.text());
        }
        announcement.trailers().ifPresent(names -> headers.set(HttpHeaderNames.TRAILER, names));
        begin(request, context.channel().parent(), false);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext from) {
        if (exchange != null) {
            exchange.requestReadComplete();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext from) {
        connection.remove(this);
        super.channelInactive(from);
    }

    @Override
    public boolean understandsInterimResponses() {
        return true;
    }

    @Override
    public void responseHead(HttpResponse head) {
        if (worker.isDraining()) {
            connection.announceEnd();
        }
        context.write(head);
    }

    @Override
    public void responseComplete() {
        boolean requestComplete = exchange.isRequestComplete();
        exchange = null;
        if (!requestComplete) {
            // The response is valid, and the rest of the request is not needed (RFC 9113, section 8.1).
            reset(Http2Error.NO_ERROR);
        }
    }

    @Override
    public void abort() {
        exchange = null;
        reset(Http2Error.INTERNAL_ERROR);
    }

    private void reset(Http2Error error) {
        context.writeAndFlush(new DefaultHttp2ResetFrame(error)).addListener(done -> context.close());
    }

    @Override
    public void tunnel(FullHttpResponse switching, ModelConnection model) {
        throw new IllegalStateException("HTTP/2 has no Upgrade, so no request can have asked for a tunnel");
    }

    void sweep(long now) {
        if (exchange != null) {
            exchange.sweep(now);
        }
    }
}
