package com.dotscience.gateway.grpc.limits;

/** The token in the header {@code authorization}, as RFC 6750 writes it. */
public final class BearerToken {

    private static final String SCHEME = "Bearer ";

    private BearerToken() {}

    /** Returns the token; empty if the header is missing or has another scheme. */
    public static String in(String authorization) {
        return authorization == null || !authorization.startsWith(SCHEME)
                ? ""
                : authorization.substring(SCHEME.length());
    }
}
