package com.dotscience.gateway.grpc;

import com.dotscience.api.CallerMetadata;
import com.dotscience.validation.Printable;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.nio.charset.StandardCharsets;

/**
 * Keeps who the caller of the management API says to be, for the history and the log. Whoever has the admin token may say any name, so
 * nothing is decided by it.
 */
final class StatedCaller implements ServerInterceptor {
    static final int MAX_LENGTH = 100;

    private static final Context.Key<String> KEY = Context.keyWithDefault("stated caller", "");

    @Override
    public <A, B> ServerCall.Listener<A> interceptCall(
            ServerCall<A, B> call, Metadata metadata, ServerCallHandler<A, B> next) {
        byte[] stated = metadata.get(CallerMetadata.KEY);
        if (stated == null) {
            return next.startCall(call, metadata);
        }
        String name = Printable.cut(new String(stated, StandardCharsets.UTF_8).strip(), MAX_LENGTH);
        return Contexts.interceptCall(Context.current().withValue(KEY, name), call, metadata, next);
    }

    /** Returns the words of the caller of the current call; empty if it said nothing. */
    static String ofThisCall() {
        return KEY.get();
    }
}
