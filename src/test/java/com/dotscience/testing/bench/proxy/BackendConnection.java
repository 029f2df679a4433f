package com.dotscience.testing.bench.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/** A connection of the backend: takes requests apart no further than to know where each ends. */
final class BackendConnection extends ChannelInboundHandlerAdapter {

    private static final ByteBuf END_OF_HEAD = Unpooled.copiedBuffer("\r\n\r\n", US_ASCII);
    private static final String LENGTH = "\r\ncontent-length:";

    private final ByteBuf toGet;
    private final ByteBuf toPost;
    private final LongAdder answersToPost;

    /** The beginning of a head whose rest has not come. */
    private ByteBuf begun = Unpooled.EMPTY_BUFFER;

    private boolean post;
    private long bodyToCome = -1;

    BackendConnection(ByteBuf toGet, ByteBuf toPost, LongAdder answersToPost) {
        this.toGet = toGet;
        this.toPost = toPost;
        this.answersToPost = answersToPost;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf in = begun.isReadable() ? Unpooled.wrappedBuffer(begun, (ByteBuf) message) : (ByteBuf) message;
        begun = Unpooled.EMPTY_BUFFER;
        try {
            while (in.isReadable()) {
                if (bodyToCome < 0 && !readHead(in)) {
                    begun = in.retainedSlice();
                    return;
                }
                int part = (int) Math.min(bodyToCome, in.readableBytes());
                in.skipBytes(part);
                bodyToCome -= part;
                if (bodyToCome == 0) {
                    bodyToCome = -1;
                    answer(context);
                }
            }
        } finally {
            in.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.flush();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        begun.release();
        begun = Unpooled.EMPTY_BUFFER;
    }

    /** Whoever drives it goes without a word. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }

    private boolean readHead(ByteBuf in) {
        int end = ByteBufUtil.indexOf(END_OF_HEAD, in);
        if (end < 0) {
            return false;
        }
        String head = in.readCharSequence(end + END_OF_HEAD.readableBytes() - in.readerIndex(), US_ASCII)
                .toString()
                .toLowerCase(Locale.ROOT);
        if (head.contains("\r\ntransfer-encoding:")) {
            throw new IllegalArgumentException("A request in chunks, which nobody sends here:\n" + head);
        }
        post = head.startsWith("post ");
        int field = head.indexOf(LENGTH);
        bodyToCome = field < 0
                ? 0
                : Long.parseLong(head.substring(field + LENGTH.length(), head.indexOf('\r', field + 2))
                        .strip());
        return true;
    }

    private void answer(ChannelHandlerContext context) {
        if (post) {
            ChannelFuture written = context.write(toPost.duplicate());
            written.addListener(done -> {
                if (done.isSuccess()) {
                    answersToPost.increment();
                }
            });
        } else {
            context.write(toGet.duplicate());
        }
    }
}
