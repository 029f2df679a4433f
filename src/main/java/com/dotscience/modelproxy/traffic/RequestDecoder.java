package com.dotscience.modelproxy.traffic;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;

/**
 * A stricter decoder than Netty's. It refuses a request that has both Content-Length and Transfer-Encoding, and one with a folded
 * header, which Netty joins before any handler can see that it was folded.
 */
final class RequestDecoder extends HttpRequestDecoder {

    private static final int MAX_CHUNK_BYTES = 64 * 1024;

    private final HeadBudget.Share share;
    // Whether the next bytes belong to a head, and not to a body.
    private boolean inHead = true;
    private boolean folded;
    private boolean givenUp;
    private int headBytes;
    private int headLines;

    RequestDecoder(Limits limits, HeadBudget heads) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(limits.requestLineBytes())
                .setMaxHeaderSize(limits.headBytes())
                .setMaxChunkSize(MAX_CHUNK_BYTES)
                .setStrictLineParsing(true)
                .setUseRfc9112TransferEncoding(true));
        this.share = heads.share();
    }

    /** The response is complete, so the head is no longer kept. */
    void releaseHead() {
        share.release();
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        if (givenUp) {
            in.skipBytes(in.readableBytes());
        } else if (inHead) {
            decodeHead(context, in, out);
        } else {
            super.decode(context, in, out);
        }
        for (Object decoded : out) {
            if (decoded instanceof LastHttpContent last) {
                inHead = last.decoderResult().isSuccess();
                folded = false;
                headBytes = 0;
                headLines = 0;
            }
        }
    }

    private void decodeHead(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        scanLines(in);
        int before = in.readerIndex();
        int decoded = out.size();
        super.decode(context, in, out);
        HttpRequest request = requestIn(out, decoded);
        inHead = request == null;
        headBytes += in.readerIndex() - before;
        if (folded && request != null) {
            request.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("folded header")));
        }
        if (!share.grow(headBytes + headLines * HeadBudget.LINE_OVERHEAD_BYTES + (inHead ? in.readableBytes() : 0))) {
            givenUp = true;
            HttpRequest refused = request == null ? (HttpRequest) createInvalidMessage() : request;
            refused.setDecoderResult(DecoderResult.failure(new HeadBudget.Exhausted()));
            if (request == null) {
                out.add(refused);
            }
        }
    }

    private static HttpRequest requestIn(List<Object> out, int from) {
        for (Object decoded : out.subList(from, out.size())) {
            if (decoded instanceof HttpRequest request) {
                return request;
            }
        }
        return null;
    }

    /**
     * Counts the lines of a head, and notes whether one begins with a blank. The decoder consumes whole lines only, so each line
     * is seen once, and the remaining bytes begin with a line.
     */
    private void scanLines(ByteBuf in) {
        int end = in.writerIndex();
        int line = in.readerIndex();
        while (line < end) {
            byte first = in.getByte(line);
            folded |= headLines > 0 && (first == ' ' || first == '\t');
            int feed = in.indexOf(line, end, (byte) '\n');
            if (feed < 0 || (headLines > 0 && (first == '\r' || first == '\n'))) {
                return;
            }
            headLines++;
            line = feed + 1;
        }
    }

    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new IllegalArgumentException("both Content-Length and Transfer-Encoding");
    }
}
