package com.dotscience.deployer.health;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;

/**
 * Who may see what: {@code /health} and what is under it everybody, everything else whoever knows the password. Where
 * there is none, everything else is shown on this machine only.
 */
public final class Access {

    /** The answer to a request. */
    enum Verdict {
        ALLOWED,
        /** Basic authentication is asked for (401). */
        UNKNOWN,
        /** There is no password by which anybody from elsewhere could come in (403). */
        FORBIDDEN
    }

    private static final String BASIC = "basic ";

    private final Optional<byte[]> credentials;

    private Access(Optional<byte[]> credentials) {
        this.credentials = credentials;
    }

    /** For whoever has these, wherever from. */
    public static Access by(String user, String password) {
        return new Access(Optional.of((user + ":" + password).getBytes(StandardCharsets.UTF_8)));
    }

    /** For callers on this machine, a forwarded port among them. */
    public static Access fromLoopback() {
        return new Access(Optional.empty());
    }

    /**
     * Decides on one request.
     *
     * @param path normalized: without {@code ..}
     * @param caller the address the request comes from
     * @param authorization the header of that name; null if there is none
     */
    Verdict of(String path, String caller, String authorization) {
        if (path.equals("/health") || path.startsWith("/health/")) {
            return Verdict.ALLOWED;
        }
        if (credentials.isEmpty()) {
            return isLoopback(caller) ? Verdict.ALLOWED : Verdict.FORBIDDEN;
        }
        // Compared in constant time, so that the time it takes tells nothing.
        return MessageDigest.isEqual(credentials.get(), decoded(authorization)) ? Verdict.ALLOWED : Verdict.UNKNOWN;
    }

    private static boolean isLoopback(String caller) {
        try {
            return InetAddress.getByName(caller).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static byte[] decoded(String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return new byte[0];
        }
        try {
            return Base64.getDecoder()
                    .decode(authorization.substring(BASIC.length()).trim());
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
