package com.dotscience.modelproxy.traffic;

import java.time.Duration;

/**
 * The limits of the traffic, in numbers, bytes and time.
 *
 * @param clients connections of clients; at the limit idle ones are closed, and if there are none, more have to wait
 * @param exchanges requests that are with the model at once; more have to wait
 * @param requestLineBytes of a request's first line
 * @param headBytes of all headers of a request, or of a response
 * @param allHeadsBytes of the heads of all requests together, beyond 4 KiB of each; each line counts 160 bytes more
 * @param replayBytes of the largest body of a request that is sent over a reused connection: it is kept, and sent again if the model
 *     closes that connection at the same moment; a larger body gets a fresh connection
 * @param streams of one h2c connection at once
 * @param streamWindowBytes that a client may send on a stream before the model-proxy has consumed any
 * @param connectionWindowBytes of all streams of a connection together
 * @param idleModelConnections to the model that are kept for the next request
 * @param connect timeout until the model accepts a connection
 * @param silence timeout of a request without a byte in either direction
 * @param clientIdle timeout of a client's connection without a request, and for receiving a head
 * @param modelIdle timeout of an idle connection to the model, which is less than the 5 s of common servers
 * @param linger how long a closing connection is still read and discarded, so that the client can read the response
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
