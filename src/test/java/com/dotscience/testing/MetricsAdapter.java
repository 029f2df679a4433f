package com.dotscience.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.APIService;
import io.fabric8.kubernetes.api.model.APIServiceBuilder;
import io.fabric8.kubernetes.api.model.APIServiceCondition;
import io.fabric8.kubernetes.api.model.APIServiceStatus;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A metrics adapter: serves the custom metrics API ({@code custom.metrics.k8s.io/v1beta1}) with one gauge of pods, to an API server that
 * hands requests for it on. Who asks for a metric of pods is given what the gauge of each says then.
 */
public final class MetricsAdapter implements AutoCloseable {

    private static final String GROUP = "custom.metrics.k8s.io";
    private static final String VERSION = "v1beta1";
    private static final String API_VERSION = GROUP + "/" + VERSION;
    private static final String NAMESPACE = "kube-system";
    private static final String NAME = "metrics-adapter";
    private static final Pattern PODS =
            Pattern.compile("/apis/" + API_VERSION + "/namespaces/([^/]+)/pods/(?:\\*|%2A)/([^/]+)");

    private final KubernetesClient client;
    private final String metric;
    private final Function<Pod, OptionalDouble> gauge;
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final List<HasMetadata> registered;

    private MetricsAdapter(
            KubernetesClient client, Path folder, String address, String metric, Function<Pod, OptionalDouble> gauge) {
        this.client = client;
        this.metric = metric;
        this.gauge = gauge;
        ServerCertificate certificate = ServerCertificate.make(folder, "ip:" + address);
        this.server = vertx.createHttpServer(
                        new HttpServerOptions().setSsl(true).setKeyCertOptions(certificate.options()))
                .requestHandler(this::answer)
                .listen(0, address)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        this.registered = List.of(service(address, server.actualPort()), apiService(server.actualPort()));
    }

    /**
     * Starts one, and returns when the API server hands requests on.
     *
     * @param folder for its certificate
     * @param address of this machine as the API server reaches it, in digits
     * @param metric the name of the gauge
     * @param gauge what it says of a pod; empty if nobody knows
     */
    public static MetricsAdapter start(
            KubernetesClient client, Path folder, String address, String metric, Function<Pod, OptionalDouble> gauge) {
        MetricsAdapter adapter = new MetricsAdapter(client, folder, address, metric, gauge);
        adapter.registered.forEach(object -> client.resource(object).create());
        await("an API server that hands requests on")
                .untilAsserted(() -> assertThat(conditions(client)).anySatisfy(condition -> {
                    assertThat(condition.getType()).isEqualTo("Available");
                    assertThat(condition.getStatus()).isEqualTo("True");
                }));
        return adapter;
    }

    private static List<APIServiceCondition> conditions(KubernetesClient client) {
        APIServiceStatus status =
                client.apiServices().withName(VERSION + "." + GROUP).get().getStatus();
        return status == null || status.getConditions() == null ? List.of() : status.getConditions();
    }

    @Override
    public void close() {
        registered.forEach(object -> client.resource(object).delete());
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void answer(HttpServerRequest request) {
        Matcher pods = PODS.matcher(request.path());
        if (request.path().equals("/apis/" + API_VERSION)) {
            send(request, discovery());
        } else if (pods.matches() && pods.group(2).equals(metric)) {
            vertx.executeBlocking(() -> values(pods.group(1), request.getParam("labelSelector", "")))
                    .onSuccess(values -> send(request, values))
                    .onFailure(failure -> request.response().setStatusCode(500).end(failure.toString()));
        } else {
            request.response().setStatusCode(404).end();
        }
    }

    private static void send(HttpServerRequest request, JsonObject body) {
        request.response().putHeader("Content-Type", "application/json").end(body.encode());
    }

    private JsonObject discovery() {
        return new JsonObject()
                .put("kind", "APIResourceList")
                .put("apiVersion", "v1")
                .put("groupVersion", API_VERSION)
                .put(
                        "resources",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("name", "pods/" + metric)
                                        .put("singularName", "")
                                        .put("namespaced", true)
                                        .put("kind", "MetricValueList")
                                        .put("verbs", new JsonArray().add("get"))));
    }

    private JsonObject values(String namespace, String labelSelector) {
        JsonArray items = new JsonArray();
        for (Pod pod : client.pods()
                .inNamespace(namespace)
                .withLabelSelector(labelSelector)
                .list()
                .getItems()) {
            if (!pod.isMarkedForDeletion()) {
                gauge.apply(pod).ifPresent(value -> items.add(value(pod, value)));
            }
        }
        return new JsonObject()
                .put("kind", "MetricValueList")
                .put("apiVersion", API_VERSION)
                .put("metadata", new JsonObject())
                .put("items", items);
    }

    private JsonObject value(Pod pod, double value) {
        return new JsonObject()
                .put(
                        "describedObject",
                        new JsonObject()
                                .put("kind", "Pod")
                                .put("apiVersion", "/v1")
                                .put("namespace", pod.getMetadata().getNamespace())
                                .put("name", pod.getMetadata().getName()))
                .put("metricName", metric)
                .put("timestamp", Instant.now().toString())
                .put("value", Math.round(value * 1000) + "m");
    }

    private static APIService apiService(int port) {
        return new APIServiceBuilder()
                .withNewMetadata()
                .withName(VERSION + "." + GROUP)
                .endMetadata()
                .withNewSpec()
                .withGroup(GROUP)
                .withVersion(VERSION)
                .withGroupPriorityMinimum(100)
                .withVersionPriority(100)
                .withInsecureSkipTLSVerify(true)
                .withNewService()
                .withNamespace(NAMESPACE)
                .withName(NAME)
                .withPort(port)
                .endService()
                .endSpec()
                .build();
    }

    /** An API server dials the name of such a Service itself, and needs nothing that leads to a cluster IP. */
    private static Service service(String address, int port) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withNamespace(NAMESPACE)
                .withName(NAME)
                .endMetadata()
                .withNewSpec()
                .withType("ExternalName")
                .withExternalName(address)
                .addNewPort()
                .withPort(port)
                .endPort()
                .endSpec()
                .build();
    }
}
