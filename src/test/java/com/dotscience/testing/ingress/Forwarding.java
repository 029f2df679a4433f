package com.dotscience.testing.ingress;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Forwards each request to the next of the ready pods it is for, once, and bodies as they come, both ways. */
final class Forwarding implements Handler<HttpServerRequest> {

    /** They are about one connection (RFC 9110, 7.6.1); the last one has been answered here already. */
    private static final Set<String> NOT_FORWARDED = Set.of(
            "connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade", "expect");

    private final Supplier<RoutingTable> table;
    private final HttpClient client;
    private final AtomicInteger turn = new AtomicInteger();

    Forwarding(Supplier<RoutingTable> table, HttpClient client) {
        this.table = table;
        this.client = client;
    }

    @Override
    public void handle(HttpServerRequest request) {
        String host = request.authority() == null ? "" : request.authority().host();
        Optional<Backend> backend = table.get()
                .find(host, request.path(), () -> ThreadLocalRandom.current().nextInt(100));
        if (backend.isEmpty()) {
            refuse(request, 404, "no Ingress is for host '" + host + "' and path '" + request.path() + "'");
        } else if (backend.get().endpoints().isEmpty()) {
            refuse(request, 503, "no pod of " + backend.get().service() + " is ready");
        } else {
            var endpoints = backend.get().endpoints();
            forward(request, endpoints.get(Math.floorMod(turn.getAndIncrement(), endpoints.size())));
        }
    }

    private void forward(HttpServerRequest request, SocketAddress pod) {
        request.pause();
        client.request(new RequestOptions()
                        .setServer(pod)
                        .setMethod(request.method())
                        .setURI(request.uri())
                        .setHeaders(headers(request)))
                .compose(forwarded -> {
                    // Who does not wait for the answer any more does not want it to be made either.
                    request.response().closeHandler(gone -> forwarded.reset());
                    return send(request, forwarded);
                })
                .compose(answer -> answer(request.response(), answer, request.method()))
                .onFailure(failure -> {
                    if (request.response().headWritten()) {
                        request.response().reset();
                    } else {
                        refuse(request, 502, pod + ": " + failure.getMessage());
                    }
                });
    }

    private static Future<HttpClientResponse> send(HttpServerRequest request, HttpClientRequest forwarded) {
        boolean hasBody = request.headers().contains(HttpHeaderNames.CONTENT_LENGTH)
                || request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING);
        if (hasBody) {
            return forwarded.send(request);
        }
        request.resume();
        return forwarded.send();
    }

    private static Future<Void> answer(HttpServerResponse response, HttpClientResponse answer, HttpMethod method) {
        response.setStatusCode(answer.statusCode()).setStatusMessage(answer.statusMessage());
        copy(answer.headers(), response.headers());
        boolean hasNoBody = method == HttpMethod.HEAD || answer.statusCode() == 204 || answer.statusCode() == 304;
        if (hasNoBody) {
            return response.end();
        }
        if (!response.headers().contains(HttpHeaderNames.CONTENT_LENGTH)) {
            response.setChunked(true);
        }
        return answer.pipe().endOnFailure(false).to(response);
    }

    private static MultiMap headers(HttpServerRequest request) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        copy(request.headers(), headers);
        if (request.authority() != null) {
            headers.set(HttpHeaderNames.HOST, request.authority().toString());
            headers.set("x-forwarded-host", request.authority().toString());
        }
        headers.set("x-forwarded-for", request.remoteAddress().hostAddress());
        headers.set("x-forwarded-proto", "http");
        return headers;
    }

    private static void copy(MultiMap from, MultiMap to) {
        from.forEach((name, value) -> {
            if (!NOT_FORWARDED.contains(name.toLowerCase(Locale.ROOT))) {
                to.add(name, value);
            }
        });
    }

    private static void refuse(HttpServerRequest request, int status, String why) {
        request.resume();
        request.response()
                .setStatusCode(status)
                .putHeader("content-type", "text/plain")
                .end("ingress: " + why + "\n");
    }
}
