package com.dotscience.modelproxy.management;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.concurrent.CompletionStage;

/** Responds to GET on one path of the API port. */
@FunctionalInterface
public interface Page {

    /**
     * Responds. This is called on an event loop, so it must return at once; the stage may complete later, on any thread.
     *
     * @param request the request's headers, which must not be read after the call
     */
    CompletionStage<Response> respond(HttpHeaders request);

    /**
     * @param status of HTTP
     * @param type the value of Content-Type
     * @param body in the encoding that the type names
     */
    record Response(int status, String type, byte[] body) {}
}
