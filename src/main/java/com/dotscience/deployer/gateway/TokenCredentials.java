package com.dotscience.deployer.gateway;

import io.grpc.CallCredentials;
import io.grpc.Metadata;
import io.grpc.Status;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The metadata of every call: who this is, and what it understands (see {@code proto/deployer.proto}). */
final class TokenCredentials extends CallCredentials {

    static final Metadata.Key<String> TOKEN = key("token");
    static final Metadata.Key<String> VERSION = key("version");
    static final Metadata.Key<String> CAPABILITIES = key("capabilities");

    private static final String UNDERSTOOD = "tombstones,revisions,logs,model-proxy,proxy-memory,removals,environment,resources,images,shared-memory,node-selector";

    private final Supplier<String> token;
    private final BooleanSupplier identityIsSet;
    private final String version;
    private volatile String lastSent = "";

    /** @param identityIsSet whether this deployer's identity stays when its token changes */
    TokenCredentials(Supplier<String> token, BooleanSupplier identityIsSet, String version) {
        this.token = token;
        this.identityIsSet = identityIsSet;
        this.version = version;
    }

    @Override
    public void applyRequestMetadata(RequestInfo request, Executor executor, MetadataApplier applier) {
        // Reading a file may block, and this is called on a network thread.
        executor.execute(() -> {
            try {
                applier.apply(metadata());
            } catch (RuntimeException e) {
                applier.fail(Status.UNAUTHENTICATED.withDescription("the token cannot be read: " + e.getMessage()));
            }
        });
    }

    private Metadata metadata() {
        lastSent = token.get().strip();
        // gRPC would log a header it cannot send, value and all.
        if (lastSent.isEmpty() || !lastSent.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException("it is empty, or has characters that no token has");
        }
        Metadata metadata = new Metadata();
        metadata.put(TOKEN, lastSent);
        metadata.put(VERSION, version);
        metadata.put(CAPABILITIES, identityIsSet.getAsBoolean() ? UNDERSTOOD + ",identity" : UNDERSTOOD);
        return metadata;
    }

    /** The identity of a deployer whose owner sets none: the md5 of its token in hex, as the Go program has it. */
    String defaultIdentity() {
        try {
            byte[] md5 = MessageDigest.getInstance("MD5").digest(lastSent.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(md5);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has MD5", e);
        }
    }

    /** The words without the token, which a Gateway may have put into what it says of a call. */
    String redact(String words) {
        return lastSent.isEmpty() ? words : words.replace(lastSent, "(token)");
    }

    private static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }
}
