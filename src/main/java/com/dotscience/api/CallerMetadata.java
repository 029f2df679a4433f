package com.dotscience.api;

import io.grpc.Metadata;

/** The metadata in which a caller of the management API says who it is, as {@code user@host} in UTF-8. Nothing proves that it is true. */
public final class CallerMetadata {

    /** Names of users need not be ASCII, so the value is binary. */
    public static final Metadata.Key<byte[]> KEY = Metadata.Key.of("caller-bin", Metadata.BINARY_BYTE_MARSHALLER);

    private CallerMetadata() {}
}
