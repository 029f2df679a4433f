package com.dotscience.modelproxy.traffic;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpStatusClass;

/** Netty's encoder, which also needs the method of each request: the response to HEAD has a length and no body. */
final class ResponseEncoder extends HttpResponseEncoder {

    private HttpMethod method = HttpMethod.GET;

    /** Sets the method of the request whose response comes next. */
    void requestMethod(HttpMethod request) {
        method = request;
    }

    @Override
    protected boolean isContentAlwaysEmpty(HttpResponse response) {
        return (method.equals(HttpMethod.HEAD) && response.status().codeClass() != HttpStatusClass.INFORMATIONAL)
                || super.isContentAlwaysEmpty(response);
    }
}
