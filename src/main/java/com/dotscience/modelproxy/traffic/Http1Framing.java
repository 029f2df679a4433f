package com.dotscience.modelproxy.traffic;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;

/**
 * How the response to one HTTP/1 request is delimited, and whether the connection persists after it (RFC 9112, sections 6.3 and
 * 9.3).
 */
final class Http1Framing {

    private final boolean http10;
    private final boolean toHead;
    private boolean persistent;
    private boolean closeDelimited;

    Http1Framing(HttpRequest request) {
        this.http10 = request.protocolVersion().equals(HttpVersion.HTTP_1_0);
        this.toHead = request.method().equals(HttpMethod.HEAD);
        this.persistent = HttpUtil.isKeepAlive(request);
    }

    boolean isHttp10() {
        return http10;
    }

    /** Whether the connection stays open after the response. */
    boolean isPersistent() {
        return persistent;
    }

    /** Whether only the end of the connection tells the client that the body is complete. */
    boolean isCloseDelimited() {
        return closeDelimited;
    }

    /** Lets the connection end after this response. */
    void closeAfterwards() {
        persistent = false;
    }

    /** Sets the headers that tell this client where the body ends, and whether the connection persists. */
    void apply(HttpResponse response) {
        boolean chunked = HttpUtil.isTransferEncodingChunked(response);
        if (http10) {
            response.headers().remove(HttpHeaderNames.TRANSFER_ENCODING).remove(HttpHeaderNames.TRAILER);
        }
        if (!hasNoBody(response) && !HttpUtil.isContentLengthSet(response)) {
            if (http10) {
                closeDelimited = true;
                persistent = false;
            } else if (!chunked) {
                response.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
            }
        }
        if (!persistent) {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        } else if (http10) {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
        }
    }

    private boolean hasNoBody(HttpResponse response) {
        return toHead
                || response.status().equals(HttpResponseStatus.NO_CONTENT)
                || response.status().equals(HttpResponseStatus.NOT_MODIFIED);
    }
}
