package com.dotscience.testing.demo;

import static org.awaitility.Awaitility.await;

import com.dotscience.gateway.GatewayServer;
import com.dotscience.gateway.options.GatewayOptions;
import com.dotscience.testing.DeployerProcess;
import com.dotscience.testing.ManagementClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** A Gateway with an embedded database, and a deployer that is connected to it. */
final class Product implements AutoCloseable {

    /** The name of the deployer. */
    static final String DEPLOYER = "demo";

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final GatewayServer gateway;
    private final DeployerProcess deployer;

    private Product(GatewayServer gateway, DeployerProcess deployer) {
        this.gateway = gateway;
        this.deployer = deployer;
    }

    /**
     * Starts both, and waits until the deployer has called.
     *
     * @param folder of the database and the deployer's log
     * @param port of the Gateway; 0: any
     * @param place the cluster
     */
    static Product start(Path distribution, Path folder, int port, Place place) {
        GatewayServer gateway = GatewayServer.start(GatewayOptions.onLoopback(port, folder.resolve("gateway")));
        try (ManagementClient management = new ManagementClient(gateway.port(), adminToken(gateway))) {
            String token = management.createDeployer(DEPLOYER).getToken();
            // As whoever starts the program by hand has it.
            Map<String, String> settings = new HashMap<>(Map.of("DEPLOYER_LEASE", "auto"));
            settings.putAll(place.settings());
            DeployerProcess deployer =
                    DeployerProcess.start(distribution, folder, gateway.port(), token, place.kubeconfig(), settings);
            await("the deployer").atMost(PATIENCE).until(() -> {
                deployer.mustBeAlive();
                return management.isOnline(DEPLOYER);
            });
            return new Product(gateway, deployer);
        }
    }

    String gateway() {
        return "http://127.0.0.1:" + gateway.port();
    }

    String adminToken() {
        return adminToken(gateway);
    }

    void awaitEndOfDeployer() throws InterruptedException {
        deployer.awaitEnd();
    }

    String endOfLog() {
        return deployer.endOfLog();
    }

    @Override
    public void close() {
        deployer.close();
        gateway.close();
    }

    private static String adminToken(GatewayServer gateway) {
        return gateway.adminToken().orElseThrow();
    }
}
