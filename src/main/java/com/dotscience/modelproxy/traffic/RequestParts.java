package com.dotscience.modelproxy.traffic;

import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;

/**
 * Separates the head and the body of a request that is one object. Netty's codec for HTTP/2 makes one object of a request without a
 * body, and an HTTP/1 encoder would write it twice: once for the head and once for the body.
 */
final class RequestParts {

    private RequestParts() {}

    static HttpRequest head(HttpRequest request) {
        if (!(request instanceof FullHttpRequest)) {
            return request;
        }
        HttpRequest head =
                new DefaultHttpRequest(request.protocolVersion(), request.method(), request.uri(), request.headers());
        head.setDecoderResult(request.decoderResult());
        return head;
    }

    /** The body with the same bytes, which the caller must release. */
    static HttpContent body(HttpContent part) {
        if (!(part instanceof FullHttpRequest request)) {
            return part;
        }
        DefaultLastHttpContent body = new DefaultLastHttpContent(request.content());
        body.trailingHeaders().set(request.trailingHeaders());
        body.setDecoderResult(request.decoderResult());
        return body;
    }
}
