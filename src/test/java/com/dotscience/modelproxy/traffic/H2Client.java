package com.dotscience.modelproxy.traffic;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;

/** A client that knows beforehand that h2c is spoken, frame by frame. */
final class H2Client implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 20;

    private final EventLoopGroup loops = new NioEventLoopGroup(1);
    private final CompletableFuture<Void> goAway = new CompletableFuture<>();
    private final Channel connection;

    private H2Client(int port) {
        connection = new Bootstrap()
                .group(loops)
                .channel(NioSocketChannel.class)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel server) {
                        server.pipeline()
                                .addLast(Http2FrameCodecBuilder.forClient().build())
                                .addLast(new Http2MultiplexHandler(new ChannelInboundHandlerAdapter()))
                                .addLast(new ChannelInboundHandlerAdapter() {
                                    @Override
                                    public void channelRead(ChannelHandlerContext context, Object frame) {
                                        if (frame instanceof Http2GoAwayFrame) {
                                            goAway.complete(null);
                                        }
                                        ReferenceCountUtil.release(frame);
                                    }
                                });
                    }
                })
                .connect("127.0.0.1", port)
                .syncUninterruptibly()
                .channel();
    }

    static H2Client to(int port) {
        return new H2Client(port);
    }

    /** Asks with a head that is all there is. */
    Answer ask(Http2Headers head) {
        return send(new DefaultHttp2HeadersFrame(head, true));
    }

    /** @param body null if the request is left open after its head; @param trailers null for none */
    Answer ask(Http2Headers head, String body, Http2Headers trailers) {
        Answer answer = send(new DefaultHttp2HeadersFrame(head));
        Http2StreamChannel stream = answer.stream;
        if (body != null) {
            stream.write(new DefaultHttp2DataFrame(Unpooled.copiedBuffer(body, UTF_8), trailers == null));
        }
        if (trailers != null) {
            stream.write(new DefaultHttp2HeadersFrame(trailers, true));
        }
        stream.flush();
        return answer;
    }

    private Answer send(DefaultHttp2HeadersFrame head) {
        Answer answer = new Answer();
        answer.stream = new Http2StreamChannelBootstrap(connection)
                .handler(answer)
                .open()
                .syncUninterruptibly()
                .getNow();
        answer.stream.writeAndFlush(head);
        return answer;
    }

    void awaitGoAway() throws Exception {
        goAway.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    void awaitClosed() throws Exception {
        connection.closeFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        connection.close().syncUninterruptibly();
        loops.shutdownGracefully(0, PATIENCE_SECONDS, TimeUnit.SECONDS).syncUninterruptibly();
    }

    /** What came on one stream. */
    static final class Answer extends ChannelInboundHandlerAdapter {
        private final CompletableFuture<Void> over = new CompletableFuture<>();
        private final List<String> interim = new ArrayList<>();
        private final Map<String, String> head = new HashMap<>();
        private final Map<String, String> trailers = new HashMap<>();
        private final StringBuilder body = new StringBuilder();
        private long reset = -1;
        private Http2StreamChannel stream;

        Answer await() throws Exception {
            over.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return this;
        }

        /** Until none of what is to be sent goes any more. */
        void awaitStalled() {
            AtomicLong before = new AtomicLong(-1);
            Awaitility.await().pollInterval(Duration.ofMillis(500)).until(() -> {
                long unsent = stream.bytesBeforeWritable();
                return unsent > 0 && before.getAndSet(unsent) == unsent;
            });
        }

        void cancel() {
            stream.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.CANCEL)).syncUninterruptibly();
        }

        String status() {
            return head.get(":status");
        }

        Map<String, String> head() {
            return head;
        }

        String body() {
            return body.toString();
        }

        Map<String, String> trailers() {
            return trailers;
        }

        List<String> interim() {
            return interim;
        }

        /** The code with which the stream was reset; -1 if it was not. */
        long reset() {
            return reset;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object frame) {
            if (frame instanceof Http2HeadersFrame headers) {
                CharSequence status = headers.headers().status();
                if (status != null && status.charAt(0) == '1') {
                    interim.add(status.toString());
                    return;
                }
                headers.headers()
                        .forEach(header -> (status == null ? trailers : head)
                                .put(
                                        header.getKey().toString(),
                                        header.getValue().toString()));
            } else if (frame instanceof Http2DataFrame data) {
                body.append(data.content().toString(UTF_8));
            }
            ReferenceCountUtil.release(frame);
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof Http2ResetFrame frame) {
                reset = frame.errorCode();
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            over.complete(null);
        }
    }
}
