package com.dotscience.gateway.grpc.limits;

import static io.grpc.Metadata.ASCII_STRING_MARSHALLER;

import com.dotscience.gateway.store.Token;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallExecutorSupplier;
import io.grpc.health.v1.HealthGrpc;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * Whose lane a call takes, by its token: that of the deployer, or of whoever manages, that it was the token of before, and one
 * for all whose token is not known, or not yet. That lets nobody in: it is decided before a call is authenticated.
 */
public final class CallerLanes implements ServerCallExecutorSupplier {
    private static final Metadata.Key<String> TOKEN = Metadata.Key.of("token", ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<String> AUTHORIZATION = Metadata.Key.of("authorization", ASCII_STRING_MARSHALLER);
    private static final String UNKNOWN = "";

    /** Whoever asks for the Gateway's health shows no token, and is answered at once: no flood of others is to hold that up. */
    private static final String HEALTH = "health";

    private static final int MAX_KNOWN = 10_000;

    /** Of callers who are not known yet: each waiting call costs a few kilobytes. */
    static final int MAX_UNKNOWN_WAITING = 10_000;

    private final Lanes lanes;
    private final Connections connections;
    private final Map<String, String> known = new ConcurrentHashMap<>();

    public CallerLanes(Lanes lanes, Connections connections) {
        this.lanes = lanes;
        this.connections = connections;
    }

    /**
     * The token of this call let somebody in.
     *
     * @param maxConnections how many the caller may have
     */
    public void learn(ServerCall<?, ?> call, Token token, String caller, int maxConnections) {
        connections.learn(call.getAttributes(), caller, maxConnections);
        if (known.size() >= MAX_KNOWN) {
            known.clear();
        }
        known.putIfAbsent(token.hash(), caller);
    }

    /**
     * This token lets nobody in. If it did before, whoever goes on calling with it does so in the lane of those whom nobody
     * knows, and on connections that are not its caller's any more.
     */
    public void forget(Token token) {
        String caller = known.remove(token.hash());
        if (caller != null) {
            connections.forget(caller);
        }
    }

    @Override
    public <A, B> Executor getExecutor(ServerCall<A, B> call, Metadata metadata) {
        String caller = caller(call, metadata);
        Lanes.Lane lane = lanes.of(caller);
        if (caller.equals(UNKNOWN) || caller.equals(HEALTH)) {
            connections.calledByNobody(call.getAttributes(), lane.waiting() >= MAX_UNKNOWN_WAITING);
        }
        return lane;
    }

    private String caller(ServerCall<?, ?> call, Metadata metadata) {
        if (HealthGrpc.SERVICE_NAME.equals(call.getMethodDescriptor().getServiceName())) {
            return HEALTH;
        }
        String secret = metadata.get(TOKEN);
        if (secret == null) {
            secret = BearerToken.in(metadata.get(AUTHORIZATION));
        }
        return secret.isEmpty() ? UNKNOWN : known.getOrDefault(new Token(secret).hash(), UNKNOWN);
    }
}
