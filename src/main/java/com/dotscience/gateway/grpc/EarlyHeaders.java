package com.dotscience.gateway.grpc;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;

/**
 * Lets a service send the headers of a stream before its first message. By default gRPC sends both together, but a deployer waits
 * for the headers: they tell it that it is subscribed and may list.
 */
public final class EarlyHeaders implements ServerInterceptor {
    private static final Context.Key<Runnable> HEADERS = Context.key("headers");

    /** Sends the headers of the current call unless they have been sent. It is no more thread-safe than the call itself. */
    public static Runnable ofThisCall() {
        return HEADERS.get();
    }

    @Override
    public <A, B> ServerCall.Listener<A> interceptCall(
            ServerCall<A, B> call, Metadata metadata, ServerCallHandler<A, B> next) {
        ServerCall<A, B> once = new SimpleForwardingServerCall<>(call) {
            private boolean sent;

            @Override
            public void sendHeaders(Metadata headers) {
                if (!sent) {
                    sent = true;
                    super.sendHeaders(headers);
                }
            }
        };
        Context context = Context.current().withValue(HEADERS, () -> once.sendHeaders(new Metadata()));
        return Contexts.interceptCall(context, once, metadata, next);
    }
}
