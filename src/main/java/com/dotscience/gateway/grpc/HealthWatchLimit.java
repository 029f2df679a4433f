package com.dotscience.gateway.grpc;

import com.dotscience.gateway.grpc.limits.AddressPair;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Limits how many health watches one connection may have open. They need no token and may stay open for ever. */
public final class HealthWatchLimit implements ServerInterceptor {
    /** A client watches each service that it calls once. */
    public static final int MAX_PER_CONNECTION = 4;

    private final Map<AddressPair, Integer> open = new ConcurrentHashMap<>();

    @Override
    public <A, B> ServerCall.Listener<A> interceptCall(
            ServerCall<A, B> call, Metadata metadata, ServerCallHandler<A, B> next) {
        if (call.getMethodDescriptor().getType() != MethodType.SERVER_STREAMING) {
            return next.startCall(call, metadata);
        }
        AddressPair connection = AddressPair.of(call.getAttributes());
        if (open.merge(connection, 1, Integer::sum) > MAX_PER_CONNECTION) {
            release(connection);
            call.close(
                    Status.RESOURCE_EXHAUSTED.withDescription("this connection watches the Gateway's health "
                            + MAX_PER_CONNECTION + " times already: end one of them first"),
                    new Metadata());
            return new ServerCall.Listener<>() {};
        }
        return new SimpleForwardingServerCallListener<>(next.startCall(call, metadata)) {
            @Override
            public void onCancel() {
                release(connection);
                super.onCancel();
            }

            @Override
            public void onComplete() {
                release(connection);
                super.onComplete();
            }
        };
    }

    private void release(AddressPair connection) {
        open.computeIfPresent(connection, (key, count) -> count == 1 ? null : count - 1);
    }
}
