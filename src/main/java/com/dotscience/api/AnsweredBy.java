package com.dotscience.api;

import io.grpc.Metadata;

/**
 * The metadata at the end of a failed call by which a client knows that a Gateway ended it. The code alone does not
 * say so: gRPC itself says UNAVAILABLE where it reached nobody.
 */
public final class AnsweredBy {

    public static final Metadata.Key<String> KEY = Metadata.Key.of("answered-by", Metadata.ASCII_STRING_MARSHALLER);

    public static final String GATEWAY = "gateway";

    private AnsweredBy() {}
}
