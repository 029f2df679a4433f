package com.dotscience.testing.bench.proxy;

import static org.awaitility.Awaitility.await;

import com.dotscience.api.ModelProxyContract;
import com.dotscience.testing.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The program of the distribution, with as much memory as a pod gives it, and with the names of all classes. */
final class ModelProxy implements AutoCloseable {

    /** What the deployer writes as its limit. */
    static final int LIMIT_MEBIBYTES = 96;

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Contestant contestant;
    private final int apiPort;

    private ModelProxy(Contestant contestant, int apiPort) {
        this.contestant = contestant;
        this.apiPort = apiPort;
    }

    /** Returns once it is healthy. */
    static ModelProxy start(Path distribution, Path folder, int backendPort, MemoryCgroup cgroup) {
        int port = FreePort.find();
        int apiPort = FreePort.find();
        ServerProcess process = ServerProcess.start(
                "model-proxy",
                folder,
                cgroup.in(List.of(
                        distribution.resolve("bin/model-proxy").toAbsolutePath().toString())),
                Map.of(
                        ModelProxyContract.MODEL_ADDRESS, "http://127.0.0.1:" + backendPort,
                        ModelProxyContract.PORT, Integer.toString(port),
                        ModelProxyContract.API_PORT, Integer.toString(apiPort),
                        ModelProxyContract.CLASSES, Predictions.classes(),
                        ModelProxyContract.DEPLOYMENT_ID, "bench"));
        ModelProxy started = new ModelProxy(new Contestant("model-proxy", port, Optional.of(process)), apiPort);
        await("a healthy model-proxy").atMost(PATIENCE).until(() -> {
            process.mustBeAlive();
            return started.isHealthy();
        });
        return started;
    }

    Contestant contestant() {
        return contestant;
    }

    /** What it has counted since it started. */
    Counted counted() {
        return Counted.in(get(ModelProxyContract.METRICS_PATH)
                .filter(response -> response.statusCode() == 200)
                .orElseThrow(() -> new IllegalStateException("The model-proxy does not say what it counted"))
                .body());
    }

    @Override
    public void close() {
        contestant.close();
    }

    private boolean isHealthy() {
        return get(ModelProxyContract.HEALTH_PATH)
                .filter(response -> response.statusCode() == 200)
                .isPresent();
    }

    private Optional<HttpResponse<String>> get(String path) {
        try {
            URI uri = URI.create("http://127.0.0.1:" + apiPort + path);
            return Optional.of(client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
