package com.dotscience.api;

import io.grpc.Metadata;

/**
 * The trailing metadata of a failed call by which a client knows that a Gateway ended it. The status code alone does not tell,
 * because gRPC itself ends a call with UNAVAILABLE if it reaches no server.
 */
public final class AnsweredBy {

    public static final Metadata.Key<String> KEY = Metadata.Key.of("answered-by", Metadata.ASCII_STRING_MARSHALLER);

    public static final String GATEWAY = "gateway";

    private AnsweredBy() {}
}
