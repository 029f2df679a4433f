package com.dotscience.gateway;

import static io.grpc.Metadata.ASCII_STRING_MARSHALLER;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;

/** Lets nobody manage anything without the admin token. */
final class AdminAuthentication implements ServerInterceptor {
    private static final Metadata.Key<String> AUTHORIZATION = Metadata.Key.of("authorization", ASCII_STRING_MARSHALLER);
    private static final String SCHEME = "Bearer ";
    private static final Status UNKNOWN_TOKEN = Status.UNAUTHENTICATED.withDescription(
            "unauthorized: give the admin token that the Gateway printed at its first start"
                    + " ('ds-gateway reset-admin-token' makes a new one)");

    private final AdminToken adminToken;

    AdminAuthentication(AdminToken adminToken) {
        this.adminToken = adminToken;
    }

    @Override
    public <A, B> ServerCall.Listener<A> interceptCall(
            ServerCall<A, B> call, Metadata metadata, ServerCallHandler<A, B> next) {
        String authorization = metadata.get(AUTHORIZATION);
        if (authorization == null
                || !authorization.startsWith(SCHEME)
                || !adminToken.is(new Token(authorization.substring(SCHEME.length())))) {
            throw UNKNOWN_TOKEN.asRuntimeException();
        }
        return next.startCall(call, metadata);
    }
}
