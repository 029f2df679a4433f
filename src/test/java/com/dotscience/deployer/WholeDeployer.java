package com.dotscience.deployer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.testing.EmbeddedCluster;
import com.dotscience.testing.GoGateway;
import com.dotscience.testing.GoGateway.Announcement;
import com.dotscience.testing.go.Deployment;
import com.dotscience.testing.go.DeploymentSpec;
import com.dotscience.testing.go.ServicePort;
import com.dotscience.testing.go.ServiceSpec;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A deployer between a Gateway as the Go program is one and an embedded cluster, as it is seen from outside. */
final class WholeDeployer implements AutoCloseable {

    static final String TOKEN = "QZBXM57CUDQOB6HDXU3ATLG6WZOH2U5IQN6HJA46AAH3EH2XN5OQ====";

    private final GoGateway gateway = new GoGateway(TOKEN, Announcement.UNIMPLEMENTED);
    private final EmbeddedCluster cluster = EmbeddedCluster.start();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, String> settings = new HashMap<>();
    private DeployerApplication deployer;

    /** @param folder for what it needs on disk */
    WholeDeployer(Path folder) throws IOException {
        gateway.start();
        settings.put("deployer.token", TOKEN);
        settings.put("deployer.gateway.address", gateway.address());
        settings.put("deployer.gateway.tls", "false");
        settings.put("deployer.poll.interval", "200ms");
        settings.put("deployer.health.port", "0");
        settings.put("deployer.status.settling", "0s");
        settings.put("deployer.lease", "none");
        settings.put(
                "deployer.kubeconfig",
                cluster.kubeconfig().writeTo(folder.resolve("kubeconfig")).toString());
    }

    WholeDeployer with(String setting, String value) {
        settings.put(setting, value);
        return this;
    }

    WholeDeployer start() {
        deployer = DeployerApplication.of(Map.of(), settings);
        deployer.start();
        return this;
    }

    GoGateway gateway() {
        return gateway;
    }

    EmbeddedCluster cluster() {
        return cluster;
    }

    DeployerApplication deployer() {
        return deployer;
    }

    /** The Deployments and Services in all namespaces, as {@code KIND NAMESPACE/NAME}. */
    List<String> objects() {
        List<HasMetadata> objects = new ArrayList<>();
        objects.addAll(deployments());
        objects.addAll(cluster.client().services().inAnyNamespace().list().getItems());
        return objects.stream()
                .map(object -> object.getKind() + " " + object.getMetadata().getNamespace() + "/"
                        + object.getMetadata().getName())
                .toList();
    }

    List<io.fabric8.kubernetes.api.model.apps.Deployment> deployments() {
        return cluster.client().apps().deployments().inAnyNamespace().list().getItems();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + deployer.healthPort() + path);
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    JsonNode health() throws IOException, InterruptedException {
        return new ObjectMapper().readTree(get("/health").body());
    }

    HttpRequest.Builder post(String path, String body) {
        return HttpRequest.newBuilder(uri(path)).POST(BodyPublishers.ofString(body));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    void awaitReady() {
        await().untilAsserted(
                        () -> assertThat(get("/health/ready").statusCode()).isEqualTo(200));
    }

    /** A model deployment with a Service. */
    static Deployment model(String id) {
        return Deployment.newBuilder()
                .setId(id)
                .setName(id)
                .setDeployment(DeploymentSpec.newBuilder()
                        .setImage("image:1")
                        .setReplicas(1)
                        .addPorts(8501))
                .setService(ServiceSpec.newBuilder()
                        .addPorts(ServicePort.newBuilder().setName("model-http").setPort(8501)))
                .build();
    }

    @Override
    public void close() {
        if (deployer != null) {
            deployer.close();
        }
        gateway.close();
        cluster.close();
    }
}
