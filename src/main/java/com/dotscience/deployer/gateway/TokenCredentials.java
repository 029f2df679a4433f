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

/**
 * Adds metadata to every call, so that the Gateway knows which deployer calls and which features it understands (see
 * {@code proto/deployer.proto}).
 */
final class TokenCredentials extends CallCredentials {

    static final Metadata.Key<String> TOKEN = key("token");
    static final Metadata.Key<String> VERSION = key("version");
    static final Metadata.Key<String> CAPABILITIES = key("capabilities");
    static final Metadata.Key<String> LEASE = key("lease");
    static final Metadata.Key<String> STANDING_BY = key("standing-by");

    private static final String UNDERSTOOD =
            "canary,tombstones,revisions,logs,dry-run,model-proxy,proxy-memory,removals,environment,resources,images,shared-memory,node-selector,"
                    + "scheduling,service-account,security-context,volumes,pod-metadata,restart,readiness,termination,rollout,"
                    + "tls,hosts,route,budget,autoscaling";

    private final Supplier<String> token;
    private final BooleanSupplier identityIsSet;
    private final String version;
    private final Supplier<Participation> participation;
    private volatile String lastSent = "";

    /** @param identityIsSet whether this deployer's identity stays when its token changes */
    TokenCredentials(
            Supplier<String> token,
            BooleanSupplier identityIsSet,
            String version,
            Supplier<Participation> participation) {
        this.participation = participation;
        this.token = token;
        this.identityIsSet = identityIsSet;
        this.version = version;
    }

    @Override
    public void applyRequestMetadata(RequestInfo request, Executor executor, MetadataApplier applier) {
        // The token is read on another thread, because reading a file may block and gRPC calls this on a network
        // thread.
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
        // An unusable token is refused here, because gRPC would log a header that it cannot send together with its
        // value.
        if (lastSent.isEmpty() || !lastSent.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException("it is empty, or has characters that no token has");
        }
        Metadata metadata = new Metadata();
        metadata.put(TOKEN, lastSent);
        metadata.put(VERSION, version);
        metadata.put(CAPABILITIES, identityIsSet.getAsBoolean() ? UNDERSTOOD + ",identity" : UNDERSTOOD);
        Participation now = participation.get();
        now.lease().ifPresent(lease -> metadata.put(LEASE, lease));
        now.standingBy().ifPresent(sentence -> metadata.put(STANDING_BY, "true"));
        return metadata;
    }

    /**
     * Returns the identity of a deployer whose owner sets none: the MD5 of its token in hex, as the Go program computes
     * it, so that its objects are recognized.
     */
    String defaultIdentity() {
        try {
            byte[] md5 = MessageDigest.getInstance("MD5").digest(lastSent.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(md5);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has MD5", e);
        }
    }

    /** Removes the token from a text, because a Gateway may have put it into its error message. */
    String redact(String words) {
        return lastSent.isEmpty() ? words : words.replace(lastSent, "(token)");
    }

    private static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }
}
