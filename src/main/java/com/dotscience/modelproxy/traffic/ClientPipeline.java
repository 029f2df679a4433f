package com.dotscience.modelproxy.traffic;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpServerUpgradeHandler;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2ServerUpgradeCodec;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.util.AsciiString;

/** Adds the handlers of a client's protocol to its connection. */
final class ClientPipeline {

    private static final int MAX_FRAME_BYTES = 16 * 1024;
    private static final int NEVER = -1;

    private final Worker worker;

    ClientPipeline(Worker worker) {
        this.worker = worker;
    }

    void http1(Channel client) {
        ResponseEncoder encoder = new ResponseEncoder();
        RequestDecoder decoder = new RequestDecoder(worker.limits(), worker.heads());
        Http1Handler handler = new Http1Handler(worker, decoder, encoder);
        client.pipeline()
                .addLast(decoder)
                .addLast(encoder)
                .addLast(new FirstRequest(decoder, encoder, handler))
                .addLast(handler);
    }

    void http2(Channel client) {
        client.config().setAutoRead(true);
        Http2ConnectionHandler connection = new Http2ConnectionHandler(worker);
        client.pipeline().addLast(frames(), streams(connection), connection);
    }

    private Http2FrameCodec frames() {
        return Http2FrameCodecBuilder.forServer()
                .initialSettings(Http2Settings.defaultSettings()
                        .maxConcurrentStreams(worker.limits().streams())
                        .initialWindowSize(worker.limits().streamWindowBytes())
                        .maxFrameSize(MAX_FRAME_BYTES)
                        .maxHeaderListSize(worker.limits().headBytes()))
                // The drain decides when; until then, a connection that closes waits for its streams.
                .gracefulShutdownTimeoutMillis(NEVER)
                .build();
    }

    private Http2MultiplexHandler streams(Http2ConnectionHandler connection) {
        return new Http2MultiplexHandler(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel stream) {
                stream.config().setAutoRead(false);
                stream.config().setOption(ChannelOption.WRITE_BUFFER_WATER_MARK, ModelConnectionPool.WATER_MARK);
                TrailerAnnouncement announcement = new TrailerAnnouncement();
                stream.pipeline()
                        .addLast(announcement)
                        .addLast(new Http2StreamFrameToHttpObjectCodec(true))
                        .addLast(new Http2StreamHandler(worker, connection, announcement));
            }
        });
    }

    /** Lets only the first request of a connection upgrade it to h2c. It removes itself after that request. */
    private final class FirstRequest extends HttpServerUpgradeHandler {

        private boolean changes;

        FirstRequest(RequestDecoder decoder, ResponseEncoder encoder, Http1Handler handler) {
            super(
                    context -> {
                        context.pipeline().remove(decoder);
                        context.pipeline().remove(encoder);
                    },
                    protocol -> AsciiString.contentEqualsIgnoreCase(Http2CodecUtil.HTTP_UPGRADE_PROTOCOL_NAME, protocol)
                            ? toHttp2(handler)
                            : null,
                    worker.limits().replayBytes());
        }

        @Override
        protected boolean shouldHandleUpgradeRequest(HttpRequest request) {
            changes = request.headers()
                            .containsValue(HttpHeaderNames.UPGRADE, Http2CodecUtil.HTTP_UPGRADE_PROTOCOL_NAME, true)
                    && Refusal.of(request).isEmpty()
                    && !HttpUtil.isTransferEncodingChunked(request)
                    && !HttpUtil.is100ContinueExpected(request)
                    && HttpUtil.getContentLength(request, 0L) <= worker.limits().replayBytes();
            return changes;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
            super.channelRead(context, message);
            if (!changes && !context.isRemoved()) {
                context.pipeline().remove(this);
            }
        }
    }

    private Http2ServerUpgradeCodec toHttp2(Http1Handler handler) {
        Http2ConnectionHandler connection = new Http2ConnectionHandler(worker);
        return new Http2ServerUpgradeCodec(frames(), streams(connection), connection) {
            @Override
            public void upgradeTo(ChannelHandlerContext context, FullHttpRequest request) {
                context.pipeline().remove(handler);
                super.upgradeTo(context, request);
                context.channel().config().setAutoRead(true);
            }
        };
    }
}
