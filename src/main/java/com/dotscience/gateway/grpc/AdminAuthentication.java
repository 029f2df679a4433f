package com.dotscience.gateway.grpc;

import static io.grpc.Metadata.ASCII_STRING_MARSHALLER;

import com.dotscience.gateway.grpc.limits.BearerToken;
import com.dotscience.gateway.grpc.limits.CallerExecutors;
import com.dotscience.gateway.grpc.limits.Connections;
import com.dotscience.gateway.grpc.limits.WrongTokens;
import com.dotscience.gateway.store.AdminToken;
import com.dotscience.gateway.store.Token;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;

/** Refuses calls of the management API that do not carry the admin token. */
final class AdminAuthentication implements ServerInterceptor {
    private static final Metadata.Key<String> AUTHORIZATION = Metadata.Key.of("authorization", ASCII_STRING_MARSHALLER);
    private static final Status UNKNOWN_TOKEN = Status.UNAUTHENTICATED.withDescription(
            "unauthorized: give the Gateway's admin token ('ds-gateway reset-admin-token' makes a new one)");

    /** The name of this caller where calls are limited by caller. */
    private static final String CALLER = "admin";

    private final AdminToken adminToken;
    private final CallerExecutors callers;
    private final WrongTokens wrongTokens;

    AdminAuthentication(AdminToken adminToken, CallerExecutors callers, WrongTokens wrongTokens) {
        this.adminToken = adminToken;
        this.callers = callers;
        this.wrongTokens = wrongTokens;
    }

    @Override
    public <A, B> ServerCall.Listener<A> interceptCall(
            ServerCall<A, B> call, Metadata metadata, ServerCallHandler<A, B> next) {
        Token token = new Token(BearerToken.in(metadata.get(AUTHORIZATION)));
        if (token.secret().isEmpty() || !adminToken.is(token)) {
            callers.forget(token);
            return wrongTokens.refuse(call, UNKNOWN_TOKEN);
        }
        callers.learn(call, token, CALLER, Connections.MAX_OF_THE_ADMIN);
        return next.startCall(call, metadata);
    }
}
