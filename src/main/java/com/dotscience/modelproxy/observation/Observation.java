package com.dotscience.modelproxy.observation;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpResponse;

/**
 * Observes one request and its response. Its methods are called in order, on one event loop, after the bytes have been forwarded.
 * They must return at once, throw nothing, and not move the indexes of a buffer. Bytes that are needed later must be copied,
 * within a bound.
 */
public interface Observation {

    void requestBody(ByteBuf part);

    /** The head of the final response, which may be an error of the model-proxy itself, such as 503. */
    void responseHead(HttpResponse head);

    void responseBody(ByteBuf part);

    /** The exchange has ended. This is called once, after all others. */
    void end(Ending ending);

    /** How an exchange ends. */
    enum Ending {
        /** The complete response was forwarded. */
        COMPLETE,
        /** The model broke off in the middle of its response. */
        CUT,
        /** The client disconnected before the response was complete. */
        CANCELLED
    }
}
