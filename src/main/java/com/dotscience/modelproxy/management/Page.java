package com.dotscience.modelproxy.management;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.concurrent.CompletionStage;

/** Answers GET on one path of the API port. */
@FunctionalInterface
public interface Page {

    /**
     * Answers; is called on an event loop and returns at once, what takes long completes the stage later, from any thread.
     *
     * @param request the request's headers, to be read during the call only
     */
    CompletionStage<Response> respond(HttpHeaders request);

    /**
     * @param status of HTTP
     * @param type the value of Content-Type
     * @param body in the encoding that the type names
     */
    record Response(int status, String type, byte[] body) {}
}
