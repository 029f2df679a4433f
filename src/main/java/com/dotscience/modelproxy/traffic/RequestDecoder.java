package com.dotscience.modelproxy.traffic;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;

/**
 * Netty's decoder, stricter: both lengths are an error, and so is a header that goes on in a second line, which Netty puts
 * together before anybody can see that it was one.
 */
final class RequestDecoder extends HttpRequestDecoder {

    private static final int MAX_CHUNK_BYTES = 64 * 1024;

    // Whether the bytes that come are of a head, and not of a body.
    private boolean inHead = true;
    private boolean folded;

    RequestDecoder(Limits limits) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(limits.requestLineBytes())
                .setMaxHeaderSize(limits.headBytes())
                .setMaxChunkSize(MAX_CHUNK_BYTES)
                .setStrictLineParsing(true)
                .setUseRfc9112TransferEncoding(true));
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        if (inHead && !folded) {
            folded = hasFold(in);
        }
        int before = out.size();
        super.decode(context, in, out);
        for (Object decoded : out.subList(before, out.size())) {
            if (decoded instanceof HttpRequest request) {
                inHead = false;
                if (folded) {
                    request.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("folded header")));
                }
            }
            if (decoded instanceof LastHttpContent) {
                inHead = ((HttpObject) decoded).decoderResult().isSuccess();
                folded = false;
            }
        }
    }

    /** Whether a line of the head begins with a blank. The decoder takes whole lines only, so that this sees all of each. */
    private static boolean hasFold(ByteBuf in) {
        int end = in.writerIndex();
        int line = in.readerIndex();
        while (true) {
            int feed = in.indexOf(line, end, (byte) '\n');
            if (feed < 0 || feed + 1 >= end) {
                return false;
            }
            byte next = in.getByte(feed + 1);
            if (next == ' ' || next == '\t') {
                return true;
            }
            if (next == '\r' || next == '\n') {
                return false;
            }
            line = feed + 1;
        }
    }

    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new IllegalArgumentException("both Content-Length and Transfer-Encoding");
    }
}
