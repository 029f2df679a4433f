package com.dotscience.gateway.grpc;

import com.dotscience.api.AnsweredBy;
import com.dotscience.gateway.store.DatabaseUnavailable;
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
 * Closes a call whose handler threw with a status that says why. Requests are parsed inside this interceptor (see
 * {@link #around}), so that a message that cannot be parsed becomes INVALID_ARGUMENT and not an error in the log: the sender made
 * the mistake.
 */
final class ErrorStatusInterceptor implements ServerInterceptor {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorStatusInterceptor.class);

    static Status statusOf(RuntimeException failure) {
        if (failure.getCause() instanceof InvalidProtocolBufferException) {
            return Status.INVALID_ARGUMENT.withDescription("the message cannot be read: it is none of this protocol");
        }
        if (failure instanceof StatusRuntimeException refusal) {
            return refusal.getStatus();
        }
        if (failure instanceof DatabaseUnavailable) {
            return Status.UNAVAILABLE.withDescription(
                    "the Gateway's database does not answer, so nothing was read or written for sure: try again in a moment");
        }
        LOG.error("A call failed with an unexpected exception", failure);
        return Status.INTERNAL.withDescription("the Gateway failed; its log says why");
    }

    static ServerServiceDefinition around(ServerServiceDefinition service) {
        return ServerInterceptors.intercept(
                ServerInterceptors.useInputStreamMessages(service), new ErrorStatusInterceptor());
    }

    @Override
    public <A, B> ServerCall.Listener<A> interceptCall(
            ServerCall<A, B> original, Metadata metadata, ServerCallHandler<A, B> next) {
        ServerCall<A, B> call = new SimpleForwardingServerCall<>(original) {
            @Override
            public void close(Status status, Metadata trailers) {
                if (!status.isOk()) {
                    trailers.put(AnsweredBy.KEY, AnsweredBy.GATEWAY);
                }
                super.close(status, trailers);
            }
        };
        try {
            return new ClosingListener<>(call, next.startCall(call, metadata));
        } catch (RuntimeException e) {
            call.close(statusOf(e), new Metadata());
            return new ServerCall.Listener<>() {};
        }
    }

    /** Closes the call when its listener throws. After that the listener gets no more messages, only the end of the call. */
    private static final class ClosingListener<A, B> extends SimpleForwardingServerCallListener<A> {
        private final ServerCall<A, B> call;
        private boolean failed;

        ClosingListener(ServerCall<A, B> call, ServerCall.Listener<A> listener) {
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
                call.close(statusOf(e), new Metadata());
            }
        }
    }
}
