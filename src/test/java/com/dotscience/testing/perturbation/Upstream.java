package com.dotscience.testing.perturbation;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.util.Locale;
import java.util.Set;

/** The API server behind a proxy. */
final class Upstream {

    /** Bytes of an event; more than an object can have. */
    static final int LONGEST = 1 << 24;

    private static final String HOST = "127.0.0.1";

    private static final int CONNECTIONS = 1_000;

    /** What is about one connection, and what a client makes itself; nothing is compressed, so that it can be read on its way. */
    private static final Set<String> OF_A_CONNECTION = Set.of(
            "connection",
            "keep-alive",
            "upgrade",
            "host",
            "content-length",
            "transfer-encoding",
            "accept-encoding",
            "sec-websocket-key",
            "sec-websocket-version",
            "sec-websocket-extensions");

    private final HttpClient http;
    private final WebSocketClient sockets;
    private final int port;

    Upstream(Vertx vertx, int port) {
        this.port = port;
        this.http = vertx.createHttpClient(
                new HttpClientOptions().setSsl(true).setTrustAll(true).setVerifyHost(false),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS));
        this.sockets = vertx.createWebSocketClient(new WebSocketClientOptions()
                .setSsl(true)
                .setTrustAll(true)
                .setVerifyHost(false)
                .setMaxConnections(CONNECTIONS)
                .setMaxFrameSize(LONGEST)
                .setMaxMessageSize(LONGEST));
    }

    Future<HttpClientResponse> ask(HttpServerRequest request, Buffer body) {
        return http.request(new RequestOptions()
                        .setHost(HOST)
                        .setPort(port)
                        .setMethod(request.method())
                        .setURI(request.uri()))
                .compose(call -> {
                    call.headers().addAll(withoutConnection(request.headers()));
                    return call.send(body);
                });
    }

    Future<WebSocket> watch(HttpServerRequest request) {
        return sockets.connect(new WebSocketConnectOptions()
                .setHost(HOST)
                .setPort(port)
                .setURI(request.uri())
                .setHeaders(withoutConnection(request.headers())));
    }

    static MultiMap withoutConnection(MultiMap headers) {
        MultiMap rest = MultiMap.caseInsensitiveMultiMap();
        headers.forEach(header -> {
            if (!OF_A_CONNECTION.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                rest.add(header.getKey(), header.getValue());
            }
        });
        return rest;
    }
}
