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
 * Decides who may see what: everybody may see {@code /health} and what is under it; everything else is for those who know the
 * password. Where no password is set, everything else is shown on this machine only.
 */
public final class Access {

    /** The answer to a request. */
    enum Decision {
        ALLOWED,
        /** The caller has to say by Basic authentication who asks (401). */
        UNKNOWN,
        /** The caller is on another machine, and no password is set by which anybody from there could come in (403). */
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

    /** Lets those in who have this user and password, from any machine. */
    public static Access by(String user, String password) {
        return new Access(Optional.of((user + ":" + password).getBytes(StandardCharsets.UTF_8)));
    }

    /** Lets callers on this machine in; who comes through a forwarded port is one of them. */
    public static Access fromLoopback() {
        return new Access(Optional.empty());
    }

    /**
     * Decides on one request.
     *
     * @param path normalized: without {@code ..}
     * @param caller the address that the request comes from
     * @param host what the request names as its host; null if it names none
     * @param authorization the header of that name; null if there is none
     */
    Decision of(String path, String caller, HostAndPort host, String authorization) {
        if (path.equals("/health") || path.startsWith("/health/")) {
            return Decision.ALLOWED;
        }
        if (credentials.isEmpty()) {
            return isThisMachine(caller) && isLocal(host) ? Decision.ALLOWED : Decision.FORBIDDEN;
        }
        // The comparison takes the same time whatever is wrong, so that nobody can guess byte by byte.
        return MessageDigest.isEqual(credentials.get(), decoded(authorization)) ? Decision.ALLOWED : Decision.UNKNOWN;
    }

    /** Only these two addresses of the loopback count: a service mesh passes on what comes from elsewhere as 127.0.0.6. */
    private static boolean isThisMachine(String caller) {
        try {
            return THIS_MACHINE.contains(InetAddress.getByName(caller));
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** A page of another site, whose name an attacker binds to a loopback address, asks for its own host, and is refused (DNS rebinding). */
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
