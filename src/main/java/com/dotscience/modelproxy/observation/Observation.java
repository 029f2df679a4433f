package com.dotscience.modelproxy.observation;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpResponse;

/**
 * Is told of one request and its answer, in their order, on one event loop, after the bytes were handed on. It returns at
 * once, throws nothing, and leaves the indexes of a buffer as they are; who needs bytes later copies them within a bound.
 */
public interface Observation {

    void requestBody(ByteBuf part);

    /** The head of the final answer; also of one that the model-proxy gives itself, such as 503. */
    void responseHead(HttpResponse head);

    void responseBody(ByteBuf part);

    /** Called once, as the last. */
    void end(Ending ending);

    /** How it ended. */
    enum Ending {
        /** The answer was passed on whole. */
        COMPLETE,
        /** The model broke off in the middle of its answer. */
        CUT,
        /** The client went before the answer was whole. */
        CANCELLED
    }
}
