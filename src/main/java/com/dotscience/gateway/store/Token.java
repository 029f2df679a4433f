package com.dotscience.gateway.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.io.BaseEncoding;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/** A secret that opens an API: 32 random bytes in base32, 56 characters. Only its hash and its prefix are ever stored. */
public record Token(String secret) {
    private static final int BYTES = 32;
    private static final int PREFIX = 6;

    public static Token random(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new Token(BaseEncoding.base32().encode(bytes));
    }

    /** What is stored to know it again. A plain hash does: nobody guesses 32 random bytes. */
    public String hash() {
        return digest("SHA-256");
    }

    /** What people tell tokens apart by. */
    String prefix() {
        return secret.substring(0, PREFIX);
    }

    /** What the Go program marks its objects with; no secret, and not used as one. */
    public String identity() {
        return digest("MD5");
    }

    private String digest(String algorithm) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(secret.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }

    @Override
    public String toString() {
        return "Token[secret]";
    }
}
