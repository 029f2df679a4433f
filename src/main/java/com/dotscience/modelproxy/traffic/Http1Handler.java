package com.dotscience.modelproxy.traffic;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/** A client's connection that speaks HTTP/1.0 or 1.1: one request after the other. */
final class Http1Handler extends ClientHandler implements ClientConnection {

    private final RequestDecoder decoder;
    private final ResponseEncoder encoder;
    private final ConnectionClose close = new ConnectionClose();
    /** Requests that the client sent before the response to the first; nothing is read while any wait here. */
    private final Queue<HttpObject> pipelined = new ArrayDeque<>();

    /** The framing for the response to the last request; null before the first. */
    private Http1Framing framing;

    private long idleSince = System.nanoTime();

    Http1Handler(Worker worker, RequestDecoder decoder, ResponseEncoder encoder) {
        super(worker);
        this.decoder = decoder;
        this.encoder = encoder;
    }

    // From the client.

    @Override
    public void channelRead(ChannelHandlerContext from, Object message) {
        if (close.hasBegun() || !(message instanceof HttpObject part)) {
            ReferenceCountUtil.release(message);
        } else if (!pipelined.isEmpty() || (exchange != null && exchange.isRequestComplete())) {
            pipelined.add(part);
        } else {
            handle(part);
        }
    }

    private void handle(HttpObject part) {
        if (part instanceof HttpRequest request) {
            handleHead(RequestParts.head(request));
        }
        if (part instanceof HttpContent content) {
            handleBody(RequestParts.body(content));
        }
    }

    private void handleHead(HttpRequest request) {
        framing = new Http1Framing(request);
        encoder.requestMethod(request.method());
        Optional<Refusal> refusal = Refusal.of(request);
        if (refusal.isPresent()) {
            refuse(refusal.get());
        } else {
            boolean awaitsBody =
                    HttpUtil.isTransferEncodingChunked(request) && !HttpUtil.is100ContinueExpected(request);
            begin(request, context.channel(), awaitsBody);
        }
    }

    private void handleBody(HttpContent content) {
        if (exchange == null || close.hasBegun()) {
            content.release();
        } else if (content.decoderResult().isFailure()) {
            Refusal refusal = Refusal.of(content.decoderResult().cause());
            content.release();
            exchange.fail(refusal.status(), refusal.reason());
        } else {
            exchange.requestBody(content);
        }
    }

    private void refuse(Refusal refusal) {
        FullHttpResponse response = ErrorResponse.of(refusal.status(), refusal.reason());
        response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        context.write(response);
        linger();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext from) {
        if (exchange != null) {
            exchange.requestReadComplete();
        } else {
            read();
        }
    }

    // To the client.

    @Override
    public void read() {
        if (pipelined.isEmpty()) {
            super.read();
        }
    }

    @Override
    public boolean understandsInterimResponses() {
        return !framing.isHttp10();
    }

    @Override
    public void responseHead(HttpResponse head) {
        if (worker.isDraining() || !exchange.isRequestComplete()) {
            framing.closeAfterwards();
        }
        framing.apply(head);
        context.write(head);
    }

    @Override
    public void responseComplete() {
        boolean everythingRead = exchange.isRequestComplete() && pipelined.isEmpty();
        exchange = null;
        decoder.releaseHead();
        idleSince = System.nanoTime();
        if (framing.isPersistent() && !worker.isClosed()) {
            handlePipelined();
        } else if (everythingRead) {
            close.closeWhenWritten(context);
        } else {
            linger();
        }
    }

    private void handlePipelined() {
        while (!pipelined.isEmpty() && (exchange == null || !exchange.isRequestComplete()) && !close.hasBegun()) {
            handle(pipelined.poll());
        }
        if (exchange == null) {
            read();
        } else {
            exchange.requestReadComplete();
        }
    }

    private void linger() {
        idleSince = System.nanoTime();
        discardPipelined();
        close.linger(context);
    }

    private void discardPipelined() {
        pipelined.forEach(ReferenceCountUtil::release);
        pipelined.clear();
    }

    @Override
    public void abort() {
        exchange = null;
        close.abort(context, framing.isCloseDelimited());
    }

    @Override
    public void tunnel(FullHttpResponse switching, ModelConnection model) {
        if (!pipelined.isEmpty()) {
            // These bytes are of the new protocol, were read as HTTP, and are lost.
            context.close();
            return;
        }
        context.writeAndFlush(switching);
        Tunnel.open(worker, context, encoder, exchange, model);
    }

    // For the worker.

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        super.handlerAdded(added);
        worker.add(this);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        worker.remove(this);
        decoder.releaseHead();
        discardPipelined();
    }

    @Override
    public void sweep(long now) {
        Duration limit =
                close.hasBegun() ? worker.limits().linger() : worker.limits().clientIdle();
        if (exchange != null) {
            exchange.sweep(now);
        } else if (now - idleSince > limit.toNanos()) {
            context.close();
        }
    }

    @Override
    public boolean isIdle() {
        return exchange == null && !close.hasBegun();
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
        // The head of the next response announces it.
    }
}
