package com.dotscience.modelproxy.traffic;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.Optional;

/** One connection to the model, which serves one exchange after the other. */
final class ModelConnection extends ChannelInboundHandlerAdapter {

    private final Worker worker;
    private ChannelHandlerContext context;
    private Exchange exchange;
    private boolean usedBefore;
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

    /** The exchange goes on without this handler, in a tunnel. */
    void leave() {
        exchange = null;
    }

    void close() {
        exchange = null;
        context.close();
    }

    /** The exchange is over: the connection waits for the next. */
    void giveBack() {
        exchange = null;
        usedBefore = true;
        var unwritten = context.channel().unsafe().outboundBuffer();
        if (context.channel().isActive() && unwritten != null && unwritten.isEmpty()) {
            idleSince = System.nanoTime();
            // To see that the model closes it.
            context.read();
            worker.connections().keep(this);
        } else {
            context.close();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext from, Object message) {
        if (exchange == null) {
            // Nobody asked: whatever it is, the connection is of no more use.
            ReferenceCountUtil.release(message);
            close();
        } else if (((HttpObject) message).decoderResult().isFailure()) {
            ReferenceCountUtil.release(message);
            broken("The model's answer is no HTTP.", false);
        } else {
            if (message instanceof HttpResponse head) {
                interim = head.status().codeClass() == HttpStatusClass.INFORMATIONAL;
                reusable = HttpUtil.isKeepAlive(head);
                exchange.answer(head);
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
        if (part instanceof LastHttpContent) {
            Exchange over = exchange;
            over.answerBody(part, reusable);
        } else {
            exchange.answerBody(part, false);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext from) {
        if (exchange != null) {
            exchange.answerRead();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext from) {
        if (exchange != null && isWritable()) {
            exchange.demandRequest();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext from) {
        worker.connections().forget(this);
        Exchange served = exchange;
        exchange = null;
        if (served != null) {
            served.modelGone(usedBefore, failure);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext from, Throwable cause) {
        worker.fatal().check(cause);
        broken(failure.orElse("The connection to the model broke: " + cause.getMessage()), usedBefore);
    }

    // Before the channel is inactive: the decoder would take a broken connection for the end of a body without a
    // length.
    private void broken(String reason, boolean justClosed) {
        failure = Optional.of(reason);
        Exchange served = exchange;
        exchange = null;
        context.close();
        if (served != null) {
            served.modelGone(justClosed, failure);
        }
    }
}
