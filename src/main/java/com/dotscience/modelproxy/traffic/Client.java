package com.dotscience.modelproxy.traffic;

import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.util.concurrent.Future;

/** Whoever sent the request of an {@link Exchange}, on a connection of HTTP/1 or a stream of h2. */
interface Client {

    /** Reads on: more of the request, or that the client has gone. */
    void read();

    /** Whether it takes more of the answer. */
    boolean isWritable();

    /** Whether an answer before the answer, such as 100, means anything to it. */
    boolean knowsInterimAnswers();

    void interim(FullHttpResponse answer);

    /** @param head of the final answer, with the framing that the model gave it */
    void answer(HttpResponse head);

    /** @return when it is written; a failure if the client has gone */
    Future<Void> answerBody(HttpContent part);

    void flush();

    /** The answer is written whole; the connection goes on to the next request, or ends, as HTTP has it. */
    void answered();

    /** The answer can not become whole: ends so that nobody can take what came for all of it. */
    void cut();

    /** Changes to bytes in both directions, after an answer of 101. */
    void tunnel(FullHttpResponse switching, ModelConnection model);
}
