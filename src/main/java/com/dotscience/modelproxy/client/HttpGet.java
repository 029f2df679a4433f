package com.dotscience.modelproxy.client;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends GET requests, each on a connection of its own and with a timeout. */
public final class HttpGet {

    private final EventLoopGroup loops;
    private final ByteBufAllocator buffers;

    /** @param type the value of Content-Type; empty if there is none */
    public record Response(int status, String type, byte[] body) {}

    public HttpGet(EventLoopGroup loops, ByteBufAllocator buffers) {
        this.loops = loops;
        this.buffers = buffers;
    }

    /**
     * Sends one request.
     *
     * @param address of the server; may be unresolved
     * @param path and query
     * @param headers to be sent besides Host and Connection
     * @param timeout for connecting and for the complete response together
     * @param maxBytes of the body; a longer body is a failure
     * @return fails with an IOException whose message says why in words; its cause is a {@link TimeoutException} after the timeout
     */
    public CompletionStage<Response> get(
            InetSocketAddress address, String path, Map<String, String> headers, Duration timeout, int maxBytes) {
        CompletableFuture<Response> response = new CompletableFuture<>();
        var connected = new Bootstrap()
                .group(loops)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.ALLOCATOR, buffers)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) timeout.toMillis())
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel server) {
                        server.pipeline()
                                .addLast(new HttpClientCodec())
                                .addLast(new HttpObjectAggregator(maxBytes, true))
                                .addLast(new Receiver(response));
                    }
                })
                .connect(address);
        connected.addListener(done -> {
            if (done.isSuccess()) {
                connected.channel().writeAndFlush(request(address, path, headers));
            } else {
                response.completeExceptionally(new IOException(reason(done.cause()), done.cause()));
            }
        });
        var limit = loops.next()
                .schedule(
                        () -> response.completeExceptionally(new IOException(
                                "no answer within " + timeout.toMillis() + " ms", new TimeoutException())),
                        timeout.toMillis(),
                        TimeUnit.MILLISECONDS);
        response.whenComplete((done, failed) -> {
            limit.cancel(false);
            connected.channel().close();
        });
        return response;
    }

    /** Connects only, to see whether a server listens: a response with status 0 if so. It fails as {@link #get} does. */
    public CompletionStage<Response> connect(InetSocketAddress address, Duration timeout) {
        CompletableFuture<Response> response = new CompletableFuture<>();
        new Bootstrap()
                .group(loops)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) timeout.toMillis())
                .handler(new ChannelInboundHandlerAdapter())
                .connect(address)
                .addListener((ChannelFuture done) -> {
                    done.channel().close();
                    if (done.isSuccess()) {
                        response.complete(new Response(0, "", new byte[0]));
                    } else {
                        response.completeExceptionally(new IOException(reason(done.cause()), done.cause()));
                    }
                });
        return response;
    }

    private static DefaultFullHttpRequest request(InetSocketAddress address, String path, Map<String, String> headers) {
        DefaultFullHttpRequest request =
                new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, path, Unpooled.EMPTY_BUFFER);
        request.headers()
                .set(HttpHeaderNames.HOST, address.getHostString() + ":" + address.getPort())
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        headers.forEach((name, value) -> request.headers().set(name, value));
        return request;
    }

    private static String reason(Throwable failure) {
        return failure instanceof java.net.ConnectException
                ? "connection refused"
                : String.valueOf(failure.getMessage());
    }

    private static final class Receiver extends SimpleChannelInboundHandler<FullHttpResponse> {
        private final CompletableFuture<Response> response;

        Receiver(CompletableFuture<Response> response) {
            this.response = response;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpResponse received) {
            if (received.decoderResult().isFailure()) {
                response.completeExceptionally(new IOException("no answer in HTTP"));
            } else if (received.status().code() >= 200) {
                response.complete(new Response(
                        received.status().code(),
                        received.headers().get(HttpHeaderNames.CONTENT_TYPE, ""),
                        ByteBufUtil.getBytes(received.content())));
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            response.completeExceptionally(new IOException("the connection was closed before the answer was whole"));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            response.completeExceptionally(new IOException(reason(cause), cause));
            context.close();
        }
    }
}
