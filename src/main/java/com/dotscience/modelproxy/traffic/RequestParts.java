package com.dotscience.modelproxy.traffic;

import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;

/**
 * A request that came as one object, as two: its head and its body. Netty's codec for h2 makes one where the head is all
 * there is, and would write it whole for the head and once more for the body.
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

    /** The same bytes, which are the caller's to release. */
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
