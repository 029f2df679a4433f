package com.dotscience.gateway.grpc;

import static io.grpc.Metadata.ASCII_STRING_MARSHALLER;

import com.dotscience.gateway.grpc.limits.CallerExecutors;
import com.dotscience.gateway.grpc.limits.Connections;
import com.dotscience.gateway.grpc.limits.WrongTokens;
import com.dotscience.gateway.registry.LeaseClaim;
import com.dotscience.gateway.registry.LeaseClaims;
import com.dotscience.gateway.registry.Presence;
import com.dotscience.gateway.store.AcceptedTokens;
import com.dotscience.gateway.store.RegisteredDeployer;
import com.dotscience.gateway.store.Token;
import com.dotscience.validation.Printable;
import com.dotscience.validation.Syntax;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the deployer that a call's token belongs to, and records that it called. Other calls are refused. */
public final class DeployerAuthentication implements ServerInterceptor {
    /** The text contains "unauthorized" because the Go program looks for that word. */
    static final Status UNKNOWN_TOKEN = Status.UNAUTHENTICATED.withDescription(
            "unauthorized: the Gateway does not know this deployer token; give the last one that 'ds deployer create' or"
                    + " 'ds deployer rotate-token' showed");

    private static final Metadata.Key<String> TOKEN = Metadata.Key.of("token", ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<String> VERSION = Metadata.Key.of("version", ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<String> CAPABILITIES = Metadata.Key.of("capabilities", ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<String> LEASE = Metadata.Key.of("lease", ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<String> STANDING_BY = Metadata.Key.of("standing-by", ASCII_STRING_MARSHALLER);
    private static final int MAX_LEASE = 64;
    private static final int MAX_VERSION = 64;
    private static final int MAX_CAPABILITIES = 64;

    private final AcceptedTokens tokens;
    private final Presence presence;
    private final LeaseClaims leaseClaims;
    private final CallerExecutors callers;
    private final WrongTokens wrongTokens;

    public DeployerAuthentication(
            AcceptedTokens tokens,
            Presence presence,
            LeaseClaims leaseClaims,
            CallerExecutors callers,
            WrongTokens wrongTokens) {
        this.tokens = tokens;
        this.presence = presence;
        this.leaseClaims = leaseClaims;
        this.callers = callers;
        this.wrongTokens = wrongTokens;
    }

    @Override
    public <A, B> ServerCall.Listener<A> interceptCall(
            ServerCall<A, B> call, Metadata metadata, ServerCallHandler<A, B> next) {
        refuseControlCharacters(metadata);
        Optional<Token> token = Optional.ofNullable(metadata.get(TOKEN)).map(Token::new);
        Optional<RegisteredDeployer> known = token.flatMap(tokens::holder);
        if (known.isEmpty()) {
            token.ifPresent(callers::forget);
            return wrongTokens.refuse(call, UNKNOWN_TOKEN);
        }
        RegisteredDeployer deployer = known.get();
        callers.learn(call, token.get(), deployer.id(), Connections.MAX_OF_A_DEPLOYER);
        Set<String> capabilities = capabilities(metadata);
        String hash = token.get().hash();
        LeaseClaim lease = lease(metadata);
        presence.recordCall(deployer, hash, version(metadata), capabilities, lease.speaksForAll());
        Caller caller = new Caller(deployer, hash, capabilities, lease);
        Context context = Context.current().withValue(Caller.KEY, caller);
        return new CountedCall(leaseClaims, deployer.id(), lease, version(metadata))
                .listener(() -> Contexts.interceptCall(context, call, metadata, next));
    }

    private static LeaseClaim lease(Metadata metadata) {
        String lease = metadata.get(LEASE);
        return lease == null || lease.isEmpty()
                ? LeaseClaim.NONE
                : new LeaseClaim(Printable.cut(lease, MAX_LEASE), "true".equals(metadata.get(STANDING_BY)));
    }

    private static void refuseControlCharacters(Metadata metadata) {
        for (Metadata.Key<String> key : List.of(TOKEN, VERSION, CAPABILITIES, LEASE)) {
            String value = metadata.get(key);
            if (value != null && value.chars().anyMatch(Character::isISOControl)) {
                throw Syntax.invalid(key.name() + " must have no control characters");
            }
        }
    }

    private static String version(Metadata metadata) {
        String version = metadata.get(VERSION);
        if (version == null) {
            return "";
        }
        return Printable.cut(version, MAX_VERSION);
    }

    private static Set<String> capabilities(Metadata metadata) {
        String announced = metadata.get(CAPABILITIES);
        return announced == null
                ? Set.of()
                : Arrays.stream(announced.split(",", MAX_CAPABILITIES))
                        .map(String::strip)
                        .collect(Collectors.toSet());
    }
}
