package com.dotscience.modelproxy.traffic;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http2.Http2CodecUtil;
import java.util.List;

/** Detects the protocol of a client from its first bytes: h2c by prior knowledge begins with a preface that no request has. */
final class ProtocolDetector extends ByteToMessageDecoder implements ClientConnection {

    private static final ByteBuf PREFACE = Http2CodecUtil.connectionPrefaceBuf();

    private final Worker worker;
    private final ClientPipeline pipelines;
    private final long since = System.nanoTime();
    private Channel client;

    ProtocolDetector(Worker worker) {
        this.worker = worker;
        this.pipelines = new ClientPipeline(worker);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        client = context.channel();
        worker.add(this);
        context.read();
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext context) {
        worker.remove(this);
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        int length = Math.min(in.readableBytes(), PREFACE.readableBytes());
        if (!ByteBufUtil.equals(in, in.readerIndex(), PREFACE, PREFACE.readerIndex(), length)) {
            pipelines.http1(context.channel());
            context.pipeline().remove(this);
        } else if (length == PREFACE.readableBytes()) {
            pipelines.http2(context.channel());
            context.pipeline().remove(this);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        worker.fatal().check(cause);
        context.close();
    }

    @Override
    public void sweep(long now) {
        if (now - since > worker.limits().clientIdle().toNanos()) {
            client.close();
        }
    }

    @Override
    public boolean isIdle() {
        return true;
    }

    @Override
    public long idleSince() {
        return since;
    }

    @Override
    public void close() {
        client.close();
    }

    @Override
    public void announceEnd() {
        // No protocol is known yet in which this could be announced.
    }
}
