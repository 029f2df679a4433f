package com.dotscience.modelproxy.traffic;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.dotscience.fuzz.Outcome;
import com.dotscience.fuzz.Target;
import com.dotscience.modelproxy.testing.Wire;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.concurrent.atomic.AtomicReference;

/** Whatever a client sends before it closes its side. What reaches the model is HTTP, and the client gets an end. */
public final class ClientBytesTarget implements Target {

    private final AtomicReference<String> malformed = new AtomicReference<>();
    private final NettyTrouble trouble = new NettyTrouble();
    private final RunningTraffic proxy;

    public ClientBytesTarget() {
        var model = new ServerBootstrap()
                .group(new NioEventLoopGroup(1))
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel connection) {
                        connection.pipeline().addLast(new HttpServerCodec(), new Answering());
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .syncUninterruptibly();
        proxy = RunningTraffic.before(((InetSocketAddress) model.channel().localAddress()).getPort());
    }

    private final class Answering extends SimpleChannelInboundHandler<HttpObject> {

        @Override
        protected void channelRead0(ChannelHandlerContext connection, HttpObject part) {
            if (part.decoderResult().isFailure()) {
                malformed.set(String.valueOf(part.decoderResult().cause()));
            }
            if (!(part instanceof LastHttpContent)) {
                return;
            }
            var response = new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.copiedBuffer("{}", ISO_8859_1));
            response.headers().set(HttpHeaderNames.CONTENT_LENGTH, 2);
            connection.writeAndFlush(response);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext connection, Throwable cause) {
            connection.close();
        }
    }

    @Override
    public Outcome take(byte[] input) throws IOException {
        int size = 0;
        try (Wire client = proxy.client()) {
            client.out().write(input);
            client.socket().shutdownOutput();
            size = client.in().readAllBytes().length;
        } catch (SocketException reset) {
            // The proxy closed before it had read all.
        }
        trouble.none();
        String what = malformed.getAndSet(null);
        if (what != null) {
            throw new AssertionError("what reaches the model is no HTTP: " + what);
        }
        return Outcome.taken(size);
    }
}
