package com.dotscience.gateway.grpc;

import com.dotscience.gateway.registry.LeaseClaim;
import com.dotscience.gateway.registry.LeaseClaims;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.ServerCall;
import java.util.function.Supplier;

/** A call that counts among those of its deployer until it has ended. */
record CountedCall(LeaseClaims claims, String deployerId, LeaseClaim lease, String version) {

    /** @param start starts the call, and may throw, which ends it */
    <A> ServerCall.Listener<A> listener(Supplier<ServerCall.Listener<A>> start) {
        claims.opened(deployerId, lease, version);
        try {
            return new Counted<>(start.get());
        } catch (RuntimeException e) {
            claims.closed(deployerId, lease);
            throw e;
        }
    }

    /** gRPC calls one of both methods, once, however the call ends. */
    private final class Counted<A> extends SimpleForwardingServerCallListener<A> {

        private Counted(ServerCall.Listener<A> call) {
            super(call);
        }

        @Override
        public void onCancel() {
            claims.closed(deployerId, lease);
            super.onCancel();
        }

        @Override
        public void onComplete() {
            claims.closed(deployerId, lease);
            super.onComplete();
        }
    }
}
