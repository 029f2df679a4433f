package com.dotscience.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.stream.Stream;

/** Requests over HTTP/1 that servers stumble over, each with something secret in its query. */
public final class OddRequests {

    /** What no log may have. */
    public static final String SECRET = "a-token-in-a-query";

    private static final int PATIENCE_MILLIS = 300;
    private static final String QUERY = "?token=" + SECRET;
    private static final String HOST = " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
    private static final List<String> PATHS = List.of(
            "/", "/health", "/metrics", "/dotscience", "/jolokia/", "/q/dev", "/cache", "/v1/models/model", "/%zz");

    private OddRequests() {}

    /** Sends them one after the other, and reads what comes. */
    public static void sendAllTo(int port) {
        all().forEach(request -> send(port, request));
    }

    private static Stream<String> all() {
        return Stream.concat(
                PATHS.stream()
                        .flatMap(path -> Stream.of(
                                "GET " + path + QUERY + HOST + "\r\n",
                                "GET " + path + QUERY + "&x=%&%c3%28=%" + HOST + "\r\n",
                                "POST " + path + QUERY + HOST
                                        + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{]")),
                Stream.of(
                        "GET http://elsewhere.example.com/" + QUERY + HOST + "\r\n",
                        "GET //[" + QUERY + HOST + "\r\n",
                        "GET /" + QUERY + " HTTP/1.1\r\n\r\n",
                        "GET /" + QUERY + " HTTP/9.9\r\n\r\n",
                        "GET /" + QUERY + " and more HTTP/1.1\r\n\r\n",
                        "GET /" + QUERY + "\r\n\r\n",
                        "GET /" + QUERY + "\u0000" + HOST + "\r\n",
                        "GET /" + QUERY + "\u009b" + HOST + "\r\n",
                        "GET /" + QUERY + "a".repeat(70_000) + HOST + "\r\n",
                        "GET /" + QUERY + HOST + "a b: c\r\n\r\n",
                        "GET /" + QUERY + HOST + "Host: another\r\n\r\n",
                        "GET /" + QUERY + HOST + "A: " + "b".repeat(70_000) + "\r\n\r\n",
                        "GET / HTTP/1.1\r\nHost: a" + QUERY + "\r\n\r\n",
                        "CONNECT /" + QUERY + HOST + "\r\n",
                        "BREW /" + QUERY + HOST + "\r\n",
                        "POST /" + QUERY + HOST + "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
                        "POST /" + QUERY + HOST + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
                        "POST /" + QUERY + HOST + "Content-Length: -1\r\n\r\n",
                        "POST /" + QUERY + HOST + "Expect: something\r\nContent-Length: 1\r\n\r\na",
                        "GET /" + QUERY
                                + " HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
                                + "HTTP2-Settings: " + SECRET + "!\r\n\r\n",
                        "GET /" + QUERY + " HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                                + "Sec-WebSocket-Version: 1\r\nSec-WebSocket-Key: a\r\n\r\n",
                        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\nGET /" + QUERY + HOST + "\r\n"));
    }

    private static void send(int port, String request) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            socket.getInputStream().readAllBytes();
        } catch (SocketTimeoutException | SocketException refusedOrIgnored) {
            // Also an answer.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
