package com.dotscience.dialing;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A proxy through which a connection is made.
 *
 * @param scheme {@code http} for a proxy that takes CONNECT, or {@code socks5}
 * @param user and password, decoded; empty where the proxy needs none
 */
public record Proxy(String scheme, String host, int port, Optional<Login> user) {

    private static final Map<String, Integer> DEFAULT_PORTS = Map.of("http", 80, "socks5", 1080);

    /** A user of the proxy. */
    public record Login(String name, String password) {

        /** Replaces the generated one, because a password must not reach a log. */
        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * Reads {@code [scheme://][user:password@]host[:port]}; the scheme is {@code http} where none is given.
     *
     * @throws IllegalArgumentException with a sentence that says what is wrong, without the text itself, which may have a
     *     password in it
     */
    public static Proxy parse(String text) {
        URI uri;
        try {
            uri = new URI(text.contains("://") ? text : "http://" + text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("is no URL: give http://HOST:PORT");
        }
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        if (!DEFAULT_PORTS.containsKey(scheme)) {
            throw new IllegalArgumentException(
                    "has the scheme " + scheme + ", which is not supported: give http://HOST:PORT");
        }
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("names no host: give http://HOST:PORT");
        }
        int port = uri.getPort() < 0 ? DEFAULT_PORTS.get(scheme) : uri.getPort();
        return new Proxy(
                scheme,
                uri.getHost(),
                port,
                Optional.ofNullable(uri.getUserInfo()).map(Proxy::login));
    }

    private static Login login(String userInfo) {
        int colon = userInfo.indexOf(':');
        return colon < 0
                ? new Login(userInfo, "")
                : new Login(userInfo.substring(0, colon), userInfo.substring(colon + 1));
    }
}
