package com.dotscience.gateway.grpc;

import com.dotscience.api.AnsweredBy;
import com.dotscience.gateway.store.DatabaseAway;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers a call whose handling threw with a status that says why. The messages of the service have to be read inside of it
 * (see {@link #around}): what cannot be read is a mistake of who sent it, and no line in our log.
 */
final class Answers implements ServerInterceptor {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    static Status to(RuntimeException failure) {
        if (failure.getCause() instanceof InvalidProtocolBufferException) {
            return Status.INVALID_ARGUMENT.withDescription("the message cannot be read: it is none of this protocol");
        }
        if (failure instanceof StatusRuntimeException refusal) {
            return refusal.getStatus();
        }
        if (failure instanceof DatabaseAway) {
            return Status.UNAVAILABLE.withDescription(
                    "the Gateway's database does not answer, so nothing was read or written for sure: try again in a moment");
        }
        LOG.error("A call failed for a reason nobody thought of", failure);
        return Status.INTERNAL.withDescription("the Gateway failed; its log says why");
    }

    static ServerServiceDefinition around(ServerServiceDefinition service) {
        return ServerInterceptors.intercept(ServerInterceptors.useInputStreamMessages(service), new Answers());
    }

    @Override
    public <A, B> ServerCall.Listener<A> interceptCall(
            ServerCall<A, B> answered, Metadata metadata, ServerCallHandler<A, B> next) {
        ServerCall<A, B> call = new SimpleForwardingServerCall<>(answered) {
            @Override
            public void close(Status status, Metadata trailers) {
                if (!status.isOk()) {
                    trailers.put(AnsweredBy.KEY, AnsweredBy.GATEWAY);
                }
                super.close(status, trailers);
            }
        };
        try {
            return new Guarded<>(call, next.startCall(call, metadata));
        } catch (RuntimeException e) {
            call.close(to(e), new Metadata());
            return new ServerCall.Listener<>() {};
        }
    }

    /** Once it failed, a call hears nothing more but its end. */
    private static final class Guarded<A, B> extends SimpleForwardingServerCallListener<A> {
        private final ServerCall<A, B> call;
        private boolean failed;

        Guarded(ServerCall<A, B> call, ServerCall.Listener<A> listener) {
            super(listener);
            this.call = call;
        }

        @Override
        public void onMessage(A message) {
            guard(() -> super.onMessage(message));
        }

        @Override
        public void onHalfClose() {
            guard(super::onHalfClose);
        }

        private void guard(Runnable event) {
            if (failed) {
                return;
            }
            try {
                event.run();
            } catch (RuntimeException e) {
                failed = true;
                call.close(to(e), new Metadata());
            }
        }
    }
}
