package com.dotscience.gateway.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.io.BaseEncoding;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/** A secret that opens an API: 32 random bytes in base32, 56 characters. Only its hash and its prefix are stored. */
public record Token(String secret) {
    private static final int BYTES = 32;
    private static final int PREFIX = 6;

    public static Token random(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new Token(BaseEncoding.base32().encode(bytes));
    }

    /** Returns the hash that is stored. It needs no salt, because 32 random bytes cannot be guessed. */
    public String hash() {
        return digest("SHA-256");
    }

    /** Returns the first characters, by which people tell tokens apart. */
    String prefix() {
        return secret.substring(0, PREFIX);
    }

    /** Returns the md5 with which the Go program marks its objects. It is not secret and protects nothing. */
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
