package com.dotscience.modelproxy.traffic;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Removes the headers that concern one connection only (RFC 9110, section 7.6.1), and adds those of a proxy. */
final class Headers {

    private static final AsciiString FORWARDED_FOR = AsciiString.cached("x-forwarded-for");
    private static final AsciiString FORWARDED_PROTO = AsciiString.cached("x-forwarded-proto");
    private static final AsciiString FORWARDED_HOST = AsciiString.cached("x-forwarded-host");
    private static final AsciiString HTTP2_SETTINGS = AsciiString.cached("http2-settings");
    private static final AsciiString KEEP_ALIVE = AsciiString.cached("keep-alive");
    private static final AsciiString PROXY_CONNECTION = AsciiString.cached("proxy-connection");
    private static final String H2C = "h2c";

    private static final List<AsciiString> OF_ONE_CONNECTION = List.of(
            HttpHeaderNames.CONNECTION,
            KEEP_ALIVE,
            PROXY_CONNECTION,
            HttpHeaderNames.PROXY_AUTHENTICATE,
            HttpHeaderNames.PROXY_AUTHORIZATION,
            HttpHeaderNames.TE,
            HttpHeaderNames.UPGRADE,
            HTTP2_SETTINGS);

    // These frame or route a message, so a Connection header that names one of them does not remove it.
    private static final Set<String> NEVER_NAMED = Set.of("host", "content-length", "transfer-encoding");

    private Headers() {}

    /**
     * Changes the headers of a client's request to those that the model gets.
     *
     * @param peer the client's address
     * @param defaultHost the Host for a request of HTTP/1.0 without one
     */
    static void towardsModel(HttpRequest request, String peer, String defaultHost) {
        HttpHeaders headers = request.headers();
        Optional<String> upgrade = upgrade(request);
        removeThoseOfOneConnection(headers);
        upgrade.ifPresent(protocol -> headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
                .set(HttpHeaderNames.UPGRADE, protocol));
        if (request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
            // HTTP/1.0 does not define it, and its client would not understand a response of 100.
            headers.remove(HttpHeaderNames.EXPECT);
        }
        List<String> before = headers.getAll(FORWARDED_FOR);
        headers.set(FORWARDED_FOR, before.isEmpty() ? peer : String.join(", ", before) + ", " + peer);
        if (!headers.contains(FORWARDED_PROTO)) {
            headers.set(FORWARDED_PROTO, "http");
        }
        String host = headers.get(HttpHeaderNames.HOST);
        if (host == null) {
            headers.set(HttpHeaderNames.HOST, defaultHost);
        } else if (!headers.contains(FORWARDED_HOST)) {
            headers.set(FORWARDED_HOST, host);
        }
        request.setProtocolVersion(HttpVersion.HTTP_1_1);
    }

    /** Changes the headers of the model's response to those that a client gets, and leaves the framing as it is. */
    static void towardsClient(HttpResponse answer) {
        removeThoseOfOneConnection(answer.headers());
        answer.setProtocolVersion(HttpVersion.HTTP_1_1);
    }

    /** The protocol, such as WebSocket, that a request asks to switch to; empty for h2c, which the model-proxy handles itself. */
    static Optional<String> upgrade(HttpRequest request) {
        if (!request.headers().containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
                || request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
            return Optional.empty();
        }
        return Optional.ofNullable(request.headers().get(HttpHeaderNames.UPGRADE))
                .filter(protocol -> !protocol.strip().equalsIgnoreCase(H2C));
    }

    private static void removeThoseOfOneConnection(HttpHeaders headers) {
        for (String value : headers.getAll(HttpHeaderNames.CONNECTION)) {
            for (String name : value.split(",")) {
                String named = name.strip().toLowerCase(java.util.Locale.ROOT);
                if (!named.isEmpty() && !NEVER_NAMED.contains(named)) {
                    headers.remove(named);
                }
            }
        }
        for (AsciiString name : OF_ONE_CONNECTION) {
            headers.remove(name);
        }
    }
}
