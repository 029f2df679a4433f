package com.dotscience.modelproxy.traffic;

import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.util.concurrent.Future;

/** The side of an {@link Exchange} that has sent the request: a connection of HTTP/1, or a stream of HTTP/2. */
interface Client {

    /** Reads on: more of the request, or that the client has closed. */
    void read();

    /** Whether it takes more of the response. */
    boolean isWritable();

    /** Whether it understands a response such as 100, which comes before the final one. */
    boolean understandsInterimResponses();

    void interimResponse(FullHttpResponse response);

    /** @param head of the final response, with the framing that the model gave it */
    void responseHead(HttpResponse head);

    /** @return completes when the part is written, and fails if the client has gone */
    Future<Void> responseBody(HttpContent part);

    void flush();

    /** The response is written; the connection goes on to the next request, or ends, as HTTP has it. */
    void responseComplete();

    /** Breaks off, since the response cannot be completed, so that nobody takes what has arrived for all of it. */
    void abort();

    /** Changes to a tunnel of bytes, after a response of 101. */
    void tunnel(FullHttpResponse switching, ModelConnection model);
}
