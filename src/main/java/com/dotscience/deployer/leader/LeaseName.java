package com.dotscience.deployer.leader;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names the Lease of an identity. */
final class LeaseName {

    /** Enough that no two identities of one cluster share a name. */
    private static final int BYTES = 8;

    private LeaseName() {}

    /** Returns a name that Kubernetes takes, whatever the identity is made of. It does not tell the identity. */
    static String of(String identity) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
            return "dotscience-deployer-" + HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
