package com.dotscience.modelproxy.traffic;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.util.ReferenceCountUtil;
import java.util.Optional;

/** One connection to the model, which serves one exchange after the other. */
final class ModelConnection extends ChannelInboundHandlerAdapter {

    private final Worker worker;
    private ChannelHandlerContext context;
    private Exchange exchange;
    private boolean reused;
    private boolean interim;
    private boolean reusable;
    private Optional<String> failure = Optional.empty();
    private long idleSince;

    ModelConnection(Worker worker) {
        this.worker = worker;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    void serve(Exchange next) {
        exchange = next;
    }

    Channel channel() {
        return context.channel();
    }

    void write(HttpObject part) {
        context.write(part);
    }

    void flush() {
        context.flush();
    }

    void read() {
        context.read();
    }

    boolean isWritable() {
        return context.channel().isWritable();
    }

    long idleSince() {
        return idleSince;
    }

    /** Leaves the exchange to a tunnel, which takes the place of this handler. */
    void detach() {
        exchange = null;
    }

    void close() {
        exchange = null;
        context.close();
    }

    /** The exchange is complete, and the connection waits for the next one. */
    void release() {
        exchange = null;
        reused = true;
        var unwritten = context.channel().unsafe().outboundBuffer();
        if (context.channel().isActive() && unwritten != null && unwritten.isEmpty()) {
            idleSince = System.nanoTime();
            // Without a read, nobody would notice that the model closes it.
            context.read();
            worker.connections().offer(this);
        } else {
            context.close();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext from, Object message) {
        if (exchange == null) {
            // The model sends something without a request, so what follows on this connection cannot be trusted.
            ReferenceCountUtil.release(message);
            close();
        } else if (((HttpObject) message).decoderResult().isFailure()) {
            ReferenceCountUtil.release(message);
            fail("The model's answer is no HTTP.", false);
        } else {
            if (message instanceof HttpResponse head) {
                interim = head.status().codeClass() == HttpStatusClass.INFORMATIONAL;
                reusable = HttpUtil.isKeepAlive(head);
                exchange.responseHead(head);
            }
            if (message instanceof HttpContent part) {
                body(part);
            }
        }
    }

    private void body(HttpContent part) {
        if (interim || exchange == null) {
            part.release();
            return;
        }
        exchange.responseBody(part, reusable);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext from) {
        if (exchange != null) {
            exchange.responseReadComplete();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext from) {
        if (exchange != null && isWritable()) {
            exchange.readRequest();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext from) {
        worker.connections().remove(this);
        Exchange served = exchange;
        exchange = null;
        if (served != null) {
            served.connectionLost(reused, failure);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext from, Throwable cause) {
        worker.fatal().check(cause);
        fail(failure.orElse("The connection to the model broke: " + cause.getMessage()), reused);
    }

    // The exchange must know before the channel becomes inactive: the decoder then reports the end of a body without a
    // length.
    private void fail(String reason, boolean replayable) {
        failure = Optional.of(reason);
        Exchange served = exchange;
        exchange = null;
        context.close();
        if (served != null) {
            served.connectionLost(replayable, failure);
        }
    }
}
