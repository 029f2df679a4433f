package com.dotscience.modelproxy.traffic;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
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
import io.netty.util.concurrent.Future;
import java.util.Optional;

/** One stream of a client's h2c connection: one request. Netty's codec makes HTTP/1 objects of its frames, and the reverse. */
final class Http2Client extends ChannelInboundHandlerAdapter implements Client {

    private final Worker worker;
    private final Http2Connection connection;
    private final TrailerAnnouncement announcement;
    private ChannelHandlerContext context;
    private Exchange exchange;

    Http2Client(Worker worker, Http2Connection connection, TrailerAnnouncement announcement) {
        this.worker = worker;
        this.connection = connection;
        this.announcement = announcement;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        connection.add(this);
    }

    @Override
    public void channelActive(ChannelHandlerContext from) {
        context.read();
    }

    @Override
    public void channelRead(ChannelHandlerContext from, Object message) {
        if (message instanceof HttpRequest request) {
            begin(Parts.head(request));
        }
        if (message instanceof HttpContent part && exchange != null) {
            exchange.requestBody(Parts.body(part));
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    private void begin(HttpRequest request) {
        var refusal = worker.hasRoom() ? Refusal.of(request) : Optional.of(Refusal.BUSY);
        if (refusal.isPresent()) {
            context.write(OwnAnswer.of(refusal.get().status(), refusal.get().reason()));
            reset(Http2Error.NO_ERROR);
            return;
        }
        HttpHeaders headers = request.headers();
        for (HttpConversionUtil.ExtensionHeaderNames internal : HttpConversionUtil.ExtensionHeaderNames.values()) {
            headers.remove(internal.text());
        }
        announcement.trailers().ifPresent(names -> headers.set(HttpHeaderNames.TRAILER, names));
        Observations observations = Observations.begin(worker.observers(), request, worker.log());
        Headers.towardsModel(request, Http1Client.peer(context.channel().parent()), worker.modelAuthority());
        worker.begun();
        exchange = new Exchange(worker, this, request, observations);
        exchange.start(false);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext from) {
        if (exchange != null) {
            exchange.requestRead();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext from) {
        if (exchange != null && isWritable()) {
            exchange.demandAnswer();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext from) {
        connection.remove(this);
        if (exchange != null) {
            exchange.clientGone();
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
    public boolean knowsInterimAnswers() {
        return true;
    }

    @Override
    public void interim(FullHttpResponse answer) {
        context.writeAndFlush(answer);
    }

    @Override
    public void answer(HttpResponse head) {
        if (worker.isDraining()) {
            connection.announceEnd();
        }
        context.write(head);
    }

    @Override
    public Future<Void> answerBody(HttpContent part) {
        return context.write(part);
    }

    @Override
    public void flush() {
        context.flush();
    }

    @Override
    public void answered() {
        boolean whole = exchange.isRequestWhole();
        exchange = null;
        if (!whole) {
            // The answer stands; what else of the request was to come is not wanted (RFC 9113, section 8.1).
            reset(Http2Error.NO_ERROR);
        }
    }

    @Override
    public void cut() {
        exchange = null;
        reset(Http2Error.INTERNAL_ERROR);
    }

    private void reset(Http2Error error) {
        context.writeAndFlush(new DefaultHttp2ResetFrame(error)).addListener(done -> context.close());
    }

    @Override
    public void tunnel(FullHttpResponse switching, ModelConnection model) {
        throw new IllegalStateException("h2 knows no Upgrade, and so nobody asked for one");
    }

    void sweep(long now) {
        if (exchange != null) {
            exchange.sweep(now);
        }
    }
}
