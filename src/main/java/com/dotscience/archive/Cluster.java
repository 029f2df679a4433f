package com.dotscience.archive;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PfxOptions;
import java.util.Map;
import java.util.UUID;

/**
 * A Kubernetes API server on loopback that stores nothing and accepts everything: lists are empty, watches stay silent, and a
 * create returns the object. This is just enough for a deployer to start and to create the objects of a model deployment.
 */
public final class Cluster {

    private static final Map<String, String> KINDS = Map.of(
            "deployments", "Deployment",
            "services", "Service",
            "ingresses", "Ingress",
            "horizontalpodautoscalers", "HorizontalPodAutoscaler",
            "ingressclasses", "IngressClass",
            "pods", "Pod",
            "events", "Event");

    private Cluster() {}

    /** Prints the port once it listens. @param args a PKCS #12 file with a key and its certificate, and its password */
    public static void main(String[] args) {
        HttpServerOptions options = new HttpServerOptions()
                .setSsl(true)
                .setKeyCertOptions(new PfxOptions().setPath(args[0]).setPassword(args[1]));
        Vertx.vertx()
                .createHttpServer(options)
                .webSocketHandler(watch -> {})
                .requestHandler(Cluster::answer)
                .listen(0, "127.0.0.1")
                .onSuccess(server -> System.out.println("Port: " + server.actualPort()))
                .onFailure(failure -> {
                    System.err.println(failure.getMessage());
                    System.exit(1);
                });
    }

    private static void answer(HttpServerRequest request) {
        String path = request.path();
        String resource = path.substring(path.lastIndexOf('/') + 1);
        if ("version".equals(resource)) {
            send(
                    request,
                    200,
                    new JsonObject().put("major", "1").put("minor", "0").put("gitVersion", "v1.0.0"));
        } else if (!KINDS.containsKey(resource)) {
            send(
                    request,
                    404,
                    new JsonObject()
                            .put("kind", "Status")
                            .put("apiVersion", "v1")
                            .put("code", 404));
        } else if ("POST".equals(request.method().name())) {
            request.body().onSuccess(body -> send(request, 201, created(body.toJsonObject())));
        } else {
            send(request, 200, nothing(path, KINDS.get(resource)));
        }
    }

    private static JsonObject created(JsonObject object) {
        object.getJsonObject("metadata")
                .put("uid", UUID.randomUUID().toString())
                .put("resourceVersion", "2");
        return object;
    }

    /** {@code /apis/apps/v1/deployments}: the group and version come before the resource, and {@code /api} has no group. */
    private static JsonObject nothing(String path, String kind) {
        String[] parts = path.split("/");
        String version = "apis".equals(parts[1]) ? parts[2] + "/" + parts[3] : parts[2];
        return new JsonObject()
                .put("kind", kind + "List")
                .put("apiVersion", version)
                .put("metadata", new JsonObject().put("resourceVersion", "1"))
                .put("items", new JsonArray());
    }

    private static void send(HttpServerRequest request, int status, JsonObject answer) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(answer.encode());
    }
}
