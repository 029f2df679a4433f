package com.dotscience.modelproxy.management;

import com.dotscience.modelproxy.log.ProcessLog;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One connection to the API port: one request after the other. */
final class PageHandler extends SimpleChannelInboundHandler<FullHttpRequest> {

    private final Map<String, Page> pages;
    private final ProcessLog log;
    // HTTP/1.1 demands that responses are sent in the order of the requests.
    private CompletionStage<Void> last = CompletableFuture.completedFuture(null);

    PageHandler(Map<String, Page> pages, ProcessLog log) {
        this.pages = pages;
        this.log = log;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        boolean keepAlive =
                HttpUtil.isKeepAlive(request) && request.decoderResult().isSuccess();
        boolean head = request.method().equals(HttpMethod.HEAD);
        CompletionStage<Page.Response> answer = respond(request);
        last = last.thenCombine(answer.exceptionally(this::failed), (before, page) -> {
            context.executor().execute(() -> send(context, page, keepAlive, head));
            return null;
        });
    }

    private CompletionStage<Page.Response> respond(FullHttpRequest request) {
        if (request.decoderResult().isFailure()) {
            return CompletableFuture.completedFuture(ApiPort.line(400, "This is no request."));
        }
        // Kubelets before 1.25 request //drained if the path of the hook is /drained.
        String path = request.uri().split("\\?", 2)[0].replaceFirst("^/+", "/");
        Page page = pages.get(path);
        if (page == null) {
            return CompletableFuture.completedFuture(ApiPort.line(404, "There is nothing here."));
        }
        if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
            return CompletableFuture.completedFuture(ApiPort.line(405, "This is only to be read."));
        }
        try {
            return page.respond(request.headers());
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private Page.Response failed(Throwable reason) {
        log.info("A page of the API port failed unexpectedly: " + reason);
        return ApiPort.line(500, "The model-proxy failed; its log says why.");
    }

    private static void send(ChannelHandlerContext context, Page.Response page, boolean keepAlive, boolean head) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(page.status()),
                head ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(page.body()));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, page.type())
                .set(HttpHeaderNames.CONTENT_LENGTH, page.body().length)
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store");
        if (page.status() == HttpResponseStatus.METHOD_NOT_ALLOWED.code()) {
            response.headers().set(HttpHeaderNames.ALLOW, "GET, HEAD");
        }
        HttpUtil.setKeepAlive(response, keepAlive);
        var sent = context.writeAndFlush(response);
        if (!keepAlive) {
            sent.addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // The client has disconnected or was silent for too long, so it does not wait for a response.
        context.close();
    }
}
