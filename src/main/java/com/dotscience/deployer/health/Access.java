package com.dotscience.deployer.health;

import com.google.common.net.InetAddresses;
import io.vertx.core.net.HostAndPort;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

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

    private static final Set<InetAddress> THIS_MACHINE =
            Set.of(InetAddresses.forString("127.0.0.1"), InetAddresses.forString("::1"));

    private static final Set<String> LOCAL_HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");

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
     * @param host what the request names as its host; null if nothing
     * @param authorization the header of that name; null if there is none
     */
    Verdict of(String path, String caller, HostAndPort host, String authorization) {
        if (path.equals("/health") || path.startsWith("/health/")) {
            return Verdict.ALLOWED;
        }
        if (credentials.isEmpty()) {
            return isThisMachine(caller) && isLocal(host) ? Verdict.ALLOWED : Verdict.FORBIDDEN;
        }
        // Compared in constant time, so that the time it takes tells nothing.
        return MessageDigest.isEqual(credentials.get(), decoded(authorization)) ? Verdict.ALLOWED : Verdict.UNKNOWN;
    }

    /** Of all that is loopback only these two: service meshes let everybody in from 127.0.0.6. */
    private static boolean isThisMachine(String caller) {
        try {
            return THIS_MACHINE.contains(InetAddress.getByName(caller));
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** A page of elsewhere whose name was bound to a loopback address asks by that name. */
    private static boolean isLocal(HostAndPort host) {
        return host != null && LOCAL_HOSTS.contains(host.host().toLowerCase(Locale.ROOT));
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
