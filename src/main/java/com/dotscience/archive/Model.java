package com.dotscience.archive;

import com.dotscience.api.ModelProxyContract;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * A model's server on loopback, and a client that asks it for predictions through a model-proxy. The client uses HTTP/1.1 and
 * HTTP/2, one chunk and several, gzip and none, and also asks for health and metrics as the kubelet and Prometheus do.
 */
public final class Model {

    private static final String HOST = "127.0.0.1";
    private static final String MODEL_PATH = "/v1/models/" + ModelProxyContract.DEFAULT_MODEL_NAME;
    private static final String AVAILABLE =
            "{\"model_version_status\": [{\"version\": \"1\", \"state\": \"AVAILABLE\"}]}";
    private static final String PREDICTIONS = "{\"predictions\": [[0.1, 0.9], [0.75, 0.25]]}";
    private static final String METRICS = "# TYPE requests counter\nrequests 1\n";

    /** How many milliseconds lie between two tries to reach the model-proxy. */
    private static final long PAUSE = 50;

    private final Vertx vertx;
    private final int port;
    private final int apiPort;

    private Model(Vertx vertx, int port, int apiPort) {
        this.vertx = vertx;
        this.port = port;
        this.apiPort = apiPort;
    }

    /**
     * Prints {@code Ports: } and those of the model, of the model-proxy that is to be started and of its API; and
     * {@code Asked} once that model-proxy has answered everything.
     */
    public static void main(String[] args) {
        Vertx vertx = Vertx.vertx();
        Model model = new Model(vertx, freePort(), freePort());
        vertx.createHttpServer(new HttpServerOptions().setCompressionSupported(true))
                .requestHandler(Model::answer)
                .listen(0, HOST)
                // One write for the whole line: its reader has no other sign that it is complete.
                .onSuccess(server ->
                        System.out.println("Ports: " + server.actualPort() + " " + model.port + " " + model.apiPort))
                .compose(server -> model.ask())
                .onSuccess(done -> System.out.println("Asked"))
                .onFailure(failure -> {
                    System.err.println(failure.getMessage());
                    System.exit(1);
                });
    }

    private static void answer(HttpServerRequest request) {
        HttpServerResponse response = request.response().putHeader("Content-Type", "application/json");
        request.body().onSuccess(body -> {
            if (request.path().equals(MODEL_PATH)) {
                response.end(AVAILABLE);
            } else if (request.method() == HttpMethod.POST) {
                response.setChunked("chunked".equals(request.getHeader("X-Answer")))
                        .end(PREDICTIONS);
            } else {
                response.putHeader("Content-Type", "text/plain").end(METRICS);
            }
        });
    }

    private Future<Void> ask() {
        HttpClient http1 = vertx.createHttpClient();
        HttpClient http2 = vertx.createHttpClient(
                new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false));
        return untilHealthy(http1)
                .compose(healthy -> predict(http1, new JsonObject()))
                .compose(answered -> predict(http1, new JsonObject().put("Accept-Encoding", "gzip")))
                .compose(answered -> predict(http1, new JsonObject().put("X-Answer", "chunked")))
                .compose(answered -> predict(http2, new JsonObject()))
                .compose(answered -> predict(http2, new JsonObject().put("X-Answer", "chunked")))
                .compose(answered -> get(http1, ModelProxyContract.METRICS_PATH))
                .compose(status -> expectOk("metrics", status));
    }

    private Future<Void> untilHealthy(HttpClient client) {
        return get(client, ModelProxyContract.HEALTH_PATH)
                .otherwise(0)
                .compose(status -> status == 200
                        ? Future.succeededFuture()
                        : vertx.timer(PAUSE).compose(elapsed -> untilHealthy(client)));
    }

    private Future<Integer> get(HttpClient client, String path) {
        return client.request(HttpMethod.GET, apiPort, HOST, path)
                .compose(request -> request.send())
                .compose(response -> response.end().map(ended -> response.statusCode()));
    }

    /** Sends the body in chunks, so that its length is not known beforehand. */
    private Future<Void> predict(HttpClient client, JsonObject headers) {
        return client.request(HttpMethod.POST, port, HOST, MODEL_PATH + ":predict")
                .compose(request -> {
                    headers.forEach(header ->
                            request.putHeader(header.getKey(), header.getValue().toString()));
                    request.setChunked(true).write(Buffer.buffer("{\"instances\": [[1.0], "));
                    return request.end("[2.0]]}").compose(sent -> request.response());
                })
                .compose(response -> response.end().map(ended -> response.statusCode()))
                .compose(status -> expectOk("a prediction", status));
    }

    private static Future<Void> expectOk(String what, int status) {
        return status == 200
                ? Future.succeededFuture()
                : Future.failedFuture("The model-proxy answered " + status + " to " + what);
    }

    /** Finds a free port for the model-proxy. It stays free, because nothing else asks for ports while archives are made. */
    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
