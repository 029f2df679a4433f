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
 * Chooses the executor of each call by its token. A token that let a deployer or an admin in before leads to the executor of
 * that caller; all other calls share one. This authenticates nobody, because gRPC asks for the executor before any interceptor
 * has looked at the token.
 */
public final class CallerExecutors implements ServerCallExecutorSupplier {
    private static final Metadata.Key<String> TOKEN = Metadata.Key.of("token", ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<String> AUTHORIZATION = Metadata.Key.of("authorization", ASCII_STRING_MARSHALLER);
    private static final String UNKNOWN = "";

    /** Health checks carry no token. They have an executor of their own, so that a flood of other calls cannot delay them. */
    private static final String HEALTH = "health";

    private static final int MAX_KNOWN = 10_000;

    /** How many calls without a known token may wait. Each of them costs a few kilobytes. */
    static final int MAX_UNKNOWN_WAITING = 10_000;

    private final FairExecutor executor;
    private final Connections connections;
    private final Map<String, String> known = new ConcurrentHashMap<>();

    public CallerExecutors(FairExecutor executor, Connections connections) {
        this.executor = executor;
        this.connections = connections;
    }

    /**
     * Notes that the token of this call let its caller in.
     *
     * @param maxConnections how many connections the caller may have
     */
    public void learn(ServerCall<?, ?> call, Token token, String caller, int maxConnections) {
        connections.learn(call.getAttributes(), caller, maxConnections);
        if (known.size() >= MAX_KNOWN) {
            known.clear();
        }
        known.putIfAbsent(token.hash(), caller);
    }

    /**
     * Notes that this token lets nobody in. If it did before, further calls with it run in the executor of unknown callers, and
     * the connections of its former caller count as those of nobody until they show a token that is accepted.
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
        FairExecutor.CallerExecutor chosen = executor.of(caller);
        if (caller.equals(UNKNOWN) || caller.equals(HEALTH)) {
            connections.countAnonymousCall(call.getAttributes(), chosen.waiting() >= MAX_UNKNOWN_WAITING);
        }
        return chosen;
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
