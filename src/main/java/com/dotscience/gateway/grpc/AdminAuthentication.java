package com.dotscience.gateway.grpc;

import static io.grpc.Metadata.ASCII_STRING_MARSHALLER;

import com.dotscience.gateway.grpc.limits.BearerToken;
import com.dotscience.gateway.grpc.limits.CallerLanes;
import com.dotscience.gateway.grpc.limits.Connections;
import com.dotscience.gateway.grpc.limits.WrongTokens;
import com.dotscience.gateway.store.AdminToken;
import com.dotscience.gateway.store.Token;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;

/** Lets nobody manage anything without the admin token. */
final class AdminAuthentication implements ServerInterceptor {
    private static final Metadata.Key<String> AUTHORIZATION = Metadata.Key.of("authorization", ASCII_STRING_MARSHALLER);
    private static final Status UNKNOWN_TOKEN = Status.UNAUTHENTICATED.withDescription(
            "unauthorized: give the Gateway's admin token ('ds-gateway reset-admin-token' makes a new one)");

    /** As the lanes know whoever manages. */
    private static final String CALLER = "admin";

    private final AdminToken adminToken;
    private final CallerLanes lanes;
    private final WrongTokens wrong;

    AdminAuthentication(AdminToken adminToken, CallerLanes lanes, WrongTokens wrong) {
        this.adminToken = adminToken;
        this.lanes = lanes;
        this.wrong = wrong;
    }

    @Override
    public <A, B> ServerCall.Listener<A> interceptCall(
            ServerCall<A, B> call, Metadata metadata, ServerCallHandler<A, B> next) {
        Token token = new Token(BearerToken.in(metadata.get(AUTHORIZATION)));
        if (token.secret().isEmpty() || !adminToken.is(token)) {
            lanes.forget(token);
            return wrong.refuse(call, UNKNOWN_TOKEN);
        }
        lanes.learn(call, token, CALLER, Connections.MAX_OF_THE_ADMIN);
        return next.startCall(call, metadata);
    }
}
