package com.dotscience.gateway.grpc;

import com.dotscience.gateway.grpc.limits.Ends;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Holds whoever watches the Gateway's health to a few streams of a connection: they stay open, and need no token. */
public final class HealthWatches implements ServerInterceptor {
    /** A client has one, of each service that it calls. */
    public static final int MAX_OF_A_CONNECTION = 4;

    private final Map<Ends, Integer> open = new ConcurrentHashMap<>();

    @Override
    public <A, B> ServerCall.Listener<A> interceptCall(
            ServerCall<A, B> call, Metadata metadata, ServerCallHandler<A, B> next) {
        if (call.getMethodDescriptor().getType() != MethodType.SERVER_STREAMING) {
            return next.startCall(call, metadata);
        }
        Ends connection = Ends.of(call.getAttributes());
        if (open.merge(connection, 1, Integer::sum) > MAX_OF_A_CONNECTION) {
            over(connection);
            call.close(
                    Status.RESOURCE_EXHAUSTED.withDescription("this connection watches the Gateway's health "
                            + MAX_OF_A_CONNECTION + " times already: end one of them first"),
                    new Metadata());
            return new ServerCall.Listener<>() {};
        }
        return new SimpleForwardingServerCallListener<>(next.startCall(call, metadata)) {
            @Override
            public void onCancel() {
                over(connection);
                super.onCancel();
            }

            @Override
            public void onComplete() {
                over(connection);
                super.onComplete();
            }
        };
    }

    private void over(Ends connection) {
        open.computeIfPresent(connection, (which, number) -> number == 1 ? null : number - 1);
    }
}
