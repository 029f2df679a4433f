package com.dotscience.modelproxy.observation;

import io.netty.handler.codec.http.HttpRequest;

/** Observes every request that is forwarded to the model. It is called on the event loop of the request. */
@FunctionalInterface
public interface Observer {

    /**
     * A request begins.
     *
     * @param request the head as the client sent it; it must not be changed, nor read after the call
     */
    Observation begin(HttpRequest request);
}
