package com.dotscience.modelproxy.traffic;

import java.time.Duration;

/**
 * How much and how long.
 *
 * @param clients connections of clients; more wait until one closes, and of those that are open idle ones are closed first
 * @param exchanges requests that are with the model at once; more wait for their turn
 * @param requestLineBytes of a request's first line
 * @param headBytes of all headers of a request, or of an answer
 * @param allHeadsBytes of the heads of all requests together, beyond 4 KiB of each; each line counts 160 bytes more
 * @param replayBytes how large the body of a request may be that goes over a connection which was used before: so much is
 *     kept, to be sent again where the model has just closed that connection; larger ones get a fresh one
 * @param streams of one h2c connection at once
 * @param streamWindowBytes of a stream's body that a client may send before any of it is taken
 * @param connectionWindowBytes of all streams of a connection together
 * @param idleModelConnections to the model that are kept for the next request
 * @param connect until the model accepts a connection
 * @param silence without a byte in either direction, while a request is under way
 * @param clientIdle of a client's connection without a request; until the head of one is here whole
 * @param modelIdle of a connection to the model: less than the 5 s after which common servers close theirs
 * @param linger how long what a client still sends is thrown away, so that it can read the answer that ends its connection
 */
public record Limits(
        int clients,
        int exchanges,
        int requestLineBytes,
        int headBytes,
        int allHeadsBytes,
        int replayBytes,
        int streams,
        int streamWindowBytes,
        int connectionWindowBytes,
        int idleModelConnections,
        Duration connect,
        Duration silence,
        Duration clientIdle,
        Duration modelIdle,
        Duration linger) {

    public static final Limits DEFAULT = new Limits(
            512,
            256,
            16 * 1024,
            32 * 1024,
            2 * 1024 * 1024,
            16 * 1024,
            100,
            32 * 1024,
            256 * 1024,
            64,
            Duration.ofSeconds(5),
            Duration.ofSeconds(600),
            Duration.ofSeconds(90),
            Duration.ofSeconds(4),
            Duration.ofSeconds(5));
}
