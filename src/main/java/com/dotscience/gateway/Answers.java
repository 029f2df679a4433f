package com.dotscience.gateway;

import com.dotscience.api.AnsweredBy;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers a call whose handling threw with a status that says why. */
final class Answers implements ServerInterceptor {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    static Status to(RuntimeException failure) {
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
            return new SimpleForwardingServerCallListener<>(next.startCall(call, metadata)) {
                @Override
                public void onHalfClose() {
                    try {
                        super.onHalfClose();
                    } catch (RuntimeException e) {
                        call.close(to(e), new Metadata());
                    }
                }
            };
        } catch (RuntimeException e) {
            call.close(to(e), new Metadata());
            return new ServerCall.Listener<>() {};
        }
    }
}
