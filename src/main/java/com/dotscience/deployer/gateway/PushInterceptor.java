package com.dotscience.deployer.gateway;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.function.Supplier;

/**
 * Accepts a push only from a caller who knows the deployer's own token, because a push changes which models run. It
 * also gives the caller the status with which the route failed.
 *
 * <p>Every {@code grpc:} consumer finds it once it is bound in Camel's registry, under any name. {@link PushUpdates}
 * refuses whatever did not come through it.
 */
public final class PushInterceptor implements ServerInterceptor {

    static final Context.Key<Boolean> AUTHORIZED = Context.keyWithDefault("authorized", false);

    private final Supplier<String> token;

    /** @param token gives the token; it is read at every call */
    public PushInterceptor(Supplier<String> token) {
        this.token = token;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata metadata, ServerCallHandler<Q, A> next) {
        if (!authorized(metadata.get(TokenCredentials.TOKEN))) {
            call.close(
                    Status.UNAUTHENTICATED.withDescription(
                            "unauthorized: the metadata 'token' has to be the deployer's"),
                    new Metadata());
            return new ServerCall.Listener<>() {};
        }
        return Contexts.interceptCall(
                Context.current().withValue(AUTHORIZED, true), new RouteStatus<>(call), metadata, next);
    }

    private boolean authorized(String given) {
        String own = token.get().strip();
        // The comparison takes as long for a wrong token as for the right one, so its duration reveals nothing.
        return given != null && !own.isEmpty() && MessageDigest.isEqual(bytes(own), bytes(given));
    }

    private static byte[] bytes(String token) {
        return token.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Replaces the status INTERNAL, which Camel's consumer sends for every failure, with the status of the failure's
     * cause.
     */
    private static final class RouteStatus<Q, A> extends SimpleForwardingServerCall<Q, A> {

        RouteStatus(ServerCall<Q, A> call) {
            super(call);
        }

        @Override
        public void close(Status status, Metadata trailers) {
            super.close(status.getCause() instanceof StatusRuntimeException e ? e.getStatus() : status, trailers);
        }
    }
}
