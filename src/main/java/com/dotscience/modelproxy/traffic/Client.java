package com.dotscience.modelproxy.traffic;

import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.util.concurrent.Future;

/** The side of an {@link Exchange} that has sent the request: a connection of HTTP/1, or a stream of HTTP/2. */
interface Client {

    /** Reads more of the request, or notices that the client has closed. */
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

    /** The response is written. The connection goes on to the next request or ends, whichever HTTP demands. */
    void responseComplete();

    /** Breaks the response off in a way that shows the client that it is incomplete. */
    void abort();

    /** Sends a response of 101, and then forwards bytes in both directions. */
    void tunnel(FullHttpResponse switching, ModelConnection model);
}
