package com.dotscience.gateway;

import static io.grpc.Metadata.ASCII_STRING_MARSHALLER;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Knows a deployer by its token, and notes that it called. */
final class DeployerAuthentication implements ServerInterceptor {
    /** The Go program looks for the word unauthorized. */
    static final Status UNKNOWN_TOKEN = Status.UNAUTHENTICATED.withDescription(
            "unauthorized: the Gateway does not know this deployer token; give the one that creating the deployer showed");

    private static final Metadata.Key<String> TOKEN = Metadata.Key.of("token", ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<String> VERSION = Metadata.Key.of("version", ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<String> CAPABILITIES = Metadata.Key.of("capabilities", ASCII_STRING_MARSHALLER);
    private static final int MAX_VERSION = 64;

    private final Deployers deployers;
    private final Presence presence;

    DeployerAuthentication(Deployers deployers, Presence presence) {
        this.deployers = deployers;
        this.presence = presence;
    }

    @Override
    public <A, B> ServerCall.Listener<A> interceptCall(
            ServerCall<A, B> call, Metadata metadata, ServerCallHandler<A, B> next) {
        String token = metadata.get(TOKEN);
        if (token == null) {
            throw UNKNOWN_TOKEN.asRuntimeException();
        }
        RegisteredDeployer deployer =
                deployers.byToken(new Token(token)).orElseThrow(UNKNOWN_TOKEN::asRuntimeException);
        Set<String> capabilities = capabilities(metadata);
        presence.heardOf(deployer, version(metadata), capabilities);
        Caller caller = new Caller(deployer, capabilities);
        Context context = Context.current().withValue(Caller.KEY, caller);
        return Contexts.interceptCall(context, call, metadata, next);
    }

    private static String version(Metadata metadata) {
        String version = metadata.get(VERSION);
        if (version == null) {
            return "";
        }
        return version.substring(0, Math.min(version.length(), MAX_VERSION));
    }

    private static Set<String> capabilities(Metadata metadata) {
        String announced = metadata.get(CAPABILITIES);
        return announced == null
                ? Set.of()
                : Arrays.stream(announced.split(",")).map(String::strip).collect(Collectors.toSet());
    }
}
