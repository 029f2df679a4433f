package com.dotscience.modelproxy.observation;

import io.netty.handler.codec.http.HttpRequest;

/** Is told of every request that is passed on to the model, on the event loop that passes it. */
@FunctionalInterface
public interface Observer {

    /**
     * A request begins.
     *
     * @param request its head, as the client sent it; to be read only, and only during the call
     */
    Observation begin(HttpRequest request);
}
