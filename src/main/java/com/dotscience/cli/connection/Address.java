package com.dotscience.cli.connection;

import com.dotscience.cli.output.DsException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The address of a Gateway.
 *
 * @param host a name or an address; IPv6 without brackets
 * @param plaintext whether the Gateway is called without TLS
 */
public record Address(String host, int port, boolean plaintext) {

    private static final int DEFAULT_PORT = 8800;
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|::1|0:0:0:0:0:0:0:1");
    private static final String FORMS =
            " is no address of a Gateway: write http://HOST:PORT (no TLS), https://HOST:PORT or HOST:PORT";

    /**
     * Reads {@code http://host:port}, {@code https://host:port} or {@code host:port}. The last form uses TLS unless the host is a
     * loopback address.
     *
     * @param source says in an error where the text stands
     * @throws DsException if it is none of these
     */
    static Address parse(String text, String source) {
        String trimmed = text.trim();
        boolean bare = !trimmed.contains("://");
        URI uri;
        try {
            uri = new URI(bare ? "bare://" + trimmed : trimmed).parseServerAuthority();
        } catch (URISyntaxException e) {
            throw invalid(text, source);
        }
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        boolean more = uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null;
        if (uri.getHost() == null || more || !(path.isEmpty() || path.equals("/")) || uri.getPort() > 65535) {
            throw invalid(text, source);
        }
        String host = uri.getHost().replaceAll("[\\[\\]]", "").toLowerCase(Locale.ROOT);
        int port = uri.getPort() == -1 ? DEFAULT_PORT : uri.getPort();
        return switch (uri.getScheme().toLowerCase(Locale.ROOT)) {
            case "http" -> new Address(host, port, true);
            case "https" -> new Address(host, port, false);
            case "bare" -> new Address(host, port, isLoopback(host));
            default -> throw invalid(text, source);
        };
    }

    // The text before an @ may be a password, which must not be shown (R10).
    private static DsException invalid(String text, String source) {
        String shown = text.contains("@") ? "the value" : "'" + text + "'";
        return DsException.usage(source + ": " + shown + FORMS);
    }

    public boolean isLoopback() {
        return isLoopback(host);
    }

    private static boolean isLoopback(String host) {
        return LOOPBACK.matcher(host).matches();
    }

    /** Returns {@code HOST:PORT}, as programs dial it. */
    public String hostAndPort() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    @Override
    public String toString() {
        return (plaintext ? "http://" : "https://") + hostAndPort();
    }
}
