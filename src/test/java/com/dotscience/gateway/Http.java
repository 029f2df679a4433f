package com.dotscience.gateway;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Asks Gateways over HTTP. */
final class Http {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private Http() {}

    static HttpResponse<String> get(TestGateway gateway, String pathAndQuery) throws IOException, InterruptedException {
        return get(gateway.httpPort(), pathAndQuery);
    }

    static HttpResponse<String> get(int port, String pathAndQuery) throws IOException, InterruptedException {
        return send("GET", port, pathAndQuery);
    }

    static HttpResponse<String> send(String method, int port, String pathAndQuery)
            throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + pathAndQuery))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }
}
