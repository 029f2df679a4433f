package com.dotscience.modelproxy.traffic;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Queue;

/** A client's connection that speaks HTTP/1.0 or 1.1: one request after the other. */
final class Http1Client extends ChannelInboundHandlerAdapter implements Client, ClientConnection {

    private final Worker worker;
    private final RequestDecoder decoder;
    private final ResponseEncoder encoder;
    /** Requests that were sent before the answer to the first: as much as one read brings, then no more is read. */
    private final Queue<HttpObject> pipelined = new ArrayDeque<>();

    private ChannelHandlerContext context;
    private Exchange exchange;
    private boolean http10;
    private boolean head;
    private boolean closing;
    private boolean endsWithConnection;
    private boolean lingering;
    private long idleSince = System.nanoTime();

    Http1Client(Worker worker, RequestDecoder decoder, ResponseEncoder encoder) {
        this.worker = worker;
        this.decoder = decoder;
        this.encoder = encoder;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        worker.add(this);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        worker.remove(this);
        decoder.forgetHead();
        pipelined.forEach(ReferenceCountUtil::release);
        pipelined.clear();
    }

    // From the client.

    @Override
    public void channelRead(ChannelHandlerContext from, Object message) {
        if (lingering || !(message instanceof HttpObject part)) {
            ReferenceCountUtil.release(message);
        } else if (!pipelined.isEmpty() || (exchange != null && exchange.isRequestWhole())) {
            pipelined.add(part);
        } else {
            take(part);
        }
    }

    private void take(HttpObject part) {
        if (part instanceof HttpRequest request) {
            begin(Parts.head(request));
        }
        if (part instanceof HttpContent whole) {
            HttpContent content = Parts.body(whole);
            if (exchange == null || lingering) {
                content.release();
            } else if (content.decoderResult().isFailure()) {
                Refusal refusal = Refusal.of(content.decoderResult().cause());
                content.release();
                exchange.refuse(refusal.status(), refusal.reason());
            } else {
                exchange.requestBody(content);
            }
        }
    }

    private void begin(HttpRequest request) {
        http10 = request.protocolVersion().equals(HttpVersion.HTTP_1_0);
        head = request.method().equals(HttpMethod.HEAD);
        closing = !HttpUtil.isKeepAlive(request);
        endsWithConnection = false;
        encoder.answering(request.method());
        var refusal = Refusal.of(request);
        if (refusal.isPresent()) {
            refuse(refusal.get());
            return;
        }
        Observations observations = Observations.begin(worker.observers(), request, worker.log());
        Headers.towardsModel(request, peer(context.channel()), worker.modelAuthority());
        worker.begun();
        exchange = new Exchange(worker, this, request, observations);
        exchange.start(HttpUtil.isTransferEncodingChunked(request) && !HttpUtil.is100ContinueExpected(request));
    }

    static String peer(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress address
                ? address.getAddress().getHostAddress().replaceFirst("%.*", "")
                : "unknown";
    }

    private void refuse(Refusal refusal) {
        FullHttpResponse answer = OwnAnswer.of(refusal.status(), refusal.reason());
        answer.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        context.write(answer);
        linger();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext from) {
        if (exchange != null) {
            exchange.requestRead();
        } else {
            read();
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
        if (exchange != null) {
            exchange.clientGone();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext from, Throwable cause) {
        worker.fatal().check(cause);
        context.close();
    }

    // To the client.

    @Override
    public void read() {
        if (pipelined.isEmpty()) {
            context.read();
        }
    }

    @Override
    public boolean isWritable() {
        return context.channel().isWritable();
    }

    @Override
    public boolean knowsInterimAnswers() {
        return !http10;
    }

    @Override
    public void interim(FullHttpResponse answer) {
        context.writeAndFlush(answer);
    }

    @Override
    public void answer(HttpResponse answer) {
        closing |= worker.isDraining() || !exchange.isRequestWhole();
        frame(answer);
        if (closing) {
            answer.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        } else if (http10) {
            answer.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
        }
        context.write(answer);
    }

    /** Says where the body ends, in a way that this client knows. */
    private void frame(HttpResponse answer) {
        boolean chunked = HttpUtil.isTransferEncodingChunked(answer);
        boolean bodiless = head
                || answer.status().equals(HttpResponseStatus.NO_CONTENT)
                || answer.status().equals(HttpResponseStatus.NOT_MODIFIED);
        if (http10) {
            answer.headers().remove(HttpHeaderNames.TRANSFER_ENCODING).remove(HttpHeaderNames.TRAILER);
        }
        if (bodiless || HttpUtil.isContentLengthSet(answer)) {
            return;
        }
        if (http10) {
            endsWithConnection = true;
            closing = true;
        } else if (!chunked) {
            answer.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        }
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
        boolean clean = exchange.isRequestWhole() && pipelined.isEmpty();
        closing |= worker.isClosed();
        exchange = null;
        decoder.forgetHead();
        idleSince = System.nanoTime();
        if (!closing) {
            next();
        } else if (clean) {
            context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
            lingering = true;
        } else {
            linger();
        }
    }

    private void next() {
        while (!pipelined.isEmpty() && (exchange == null || !exchange.isRequestWhole()) && !lingering) {
            take(pipelined.poll());
        }
        if (exchange == null) {
            read();
        } else {
            exchange.requestRead();
        }
    }

    /** Says that nothing more comes, and reads what still does: a close with unread bytes would destroy the answer. */
    private void linger() {
        lingering = true;
        idleSince = System.nanoTime();
        pipelined.forEach(ReferenceCountUtil::release);
        pipelined.clear();
        context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(done -> {
            if (done.isSuccess() && context.channel() instanceof SocketChannel socket) {
                socket.shutdownOutput();
                context.read();
            } else {
                context.close();
            }
        });
    }

    @Override
    public void cut() {
        exchange = null;
        lingering = true;
        if (endsWithConnection) {
            // An orderly end would say that the body is whole.
            context.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        }
        context.flush();
        context.close();
    }

    @Override
    public void tunnel(FullHttpResponse switching, ModelConnection model) {
        if (!pipelined.isEmpty()) {
            // What was sent before it could be known that the protocol changes has been read as HTTP, and is lost.
            context.close();
            return;
        }
        context.writeAndFlush(switching);
        Tunnel.open(worker, context, encoder, exchange, model);
    }

    // For the worker.

    @Override
    public void sweep(long now) {
        if (exchange != null) {
            exchange.sweep(now);
        } else if (now - idleSince
                > (lingering ? worker.limits().linger() : worker.limits().clientIdle()).toNanos()) {
            context.close();
        }
    }

    @Override
    public boolean isIdle() {
        return exchange == null && !lingering;
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
        // The next answer says it.
    }
}
