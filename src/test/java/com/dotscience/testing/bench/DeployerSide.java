package com.dotscience.testing.bench;

import static org.awaitility.Awaitility.await;

import com.dotscience.testing.ServerProcess;
import com.dotscience.testing.bench.meter.Meter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The deployer, which gets its work from a Gateway in this virtual machine. */
final class DeployerSide implements Contestant {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);
    private static final int OK = 200;

    private final DirectGateway gateway = new DirectGateway();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Distribution distribution;
    private final Path kubeconfig;
    private final Path folder;
    private final Meter meter;
    private final int port = freePort();
    private ServerProcess process;

    /** Starts nothing yet. */
    DeployerSide(Distribution distribution, Path kubeconfig, Path folder) {
        this.distribution = distribution;
        this.kubeconfig = kubeconfig;
        this.folder = folder;
        this.meter = Meter.create(distribution.memory());
    }

    /** What the Gateway wants before the deployer is started. */
    void wants(Fleet fleet) {
        gateway.put(fleet);
    }

    /** Executes the program, and returns at once. */
    void start() {
        Map<String, String> environment = new HashMap<>();
        environment.put("JAVA_HOME", distribution.javaHome().toString());
        environment.put("JAVA_OPTS", distribution.javaOptions());
        environment.put("DEPLOYER_HEALTH_HOST", "127.0.0.1");
        environment.put("HEALTH_PORT", Integer.toString(port));
        environment.put("GATEWAY_ADDRESS", "127.0.0.1:" + gateway.port());
        environment.put("REQUIRE_TLS", "false");
        // What is measured is the way from news to a write, without which of several makes it.
        environment.put("DEPLOYER_LEASE", "none");
        environment.put("TOKEN", "bench");
        environment.put("KUBECONFIG", kubeconfig.toString());
        process = ServerProcess.start(
                "ds-deployer",
                folder,
                meter.in(List.of(distribution.launcher().program().toString(), "run")),
                environment);
    }

    /** Waits until its probe says that it knows what is wanted and what is there, and until it hears of changes. */
    void awaitReady() {
        HttpRequest probe = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/ready"))
                .build();
        await("a deployer that is ready")
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(BETWEEN_LOOKS)
                .until(() -> {
                    process.mustBeAlive();
                    try {
                        return http.send(probe, HttpResponse.BodyHandlers.discarding())
                                                .statusCode()
                                        == OK
                                && gateway.isFollowed();
                    } catch (IOException notYet) {
                        return false;
                    }
                });
    }

    /** Waits until it has reported on so many model deployments. */
    void awaitReports(int models) {
        await("reports").atMost(PATIENCE).pollInterval(BETWEEN_LOOKS).until(() -> {
            process.mustBeAlive();
            return gateway.reported() >= models;
        });
    }

    @Override
    public Meter meter() {
        return meter;
    }

    @Override
    public boolean does(Phase phase) {
        return true;
    }

    @Override
    public Runnable prepare(Phase phase, Fleet wanted) {
        process.mustBeAlive();
        return phase == Phase.DELETE ? () -> gateway.remove(wanted) : () -> gateway.put(wanted);
    }

    @Override
    public void close() {
        process.close();
        gateway.close();
        meter.close();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
