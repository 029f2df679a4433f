package com.dotscience.system.perturbation;

import com.dotscience.gateway.GatewayServer;
import com.dotscience.gateway.options.GatewayOptions;
import com.dotscience.testing.BuiltDistribution;
import com.dotscience.testing.Kubeconfig;
import com.dotscience.testing.ManagementClient;
import com.dotscience.testing.RealControlPlane;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/** What deployers that are perturbed beside each other share: a cluster and a Gateway. */
final class Arena implements AutoCloseable {

    /** The name of the service account of each deployer. */
    static final String USER = "deployer";

    private final RealControlPlane plane;
    private final Path folder;
    private final BuiltDistribution distribution = BuiltDistribution.find();
    private final GatewayServer gateway;
    private final ManagementClient management;
    private final AtomicInteger runs = new AtomicInteger();
    private final Instant begin = Instant.now();

    Arena(RealControlPlane plane, Path folder) {
        this.plane = plane;
        this.folder = folder;
        this.gateway = GatewayServer.start(GatewayOptions.onLoopback(0, folder.resolve("gateway")));
        this.management =
                new ManagementClient(gateway.port(), gateway.adminToken().orElseThrow());
    }

    KubernetesClient cluster() {
        return plane.client();
    }

    ManagementClient gateway() {
        return management;
    }

    int gatewayPort() {
        return gateway.port();
    }

    Path distribution() {
        return distribution.home();
    }

    String newNamespace() {
        return plane.newNamespace("perturbed");
    }

    /** A folder of its own. */
    Path newFolder() {
        try {
            return Files.createDirectories(folder.resolve("run-" + runs.incrementAndGet()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A user of its own, who may do everything. */
    Kubeconfig user(String namespace) {
        plane.grantAll(namespace, USER);
        return plane.serviceAccount(namespace, USER);
    }

    /** What the API server wrote down of a namespace. */
    Made made(String namespace) {
        return Made.in(plane.auditLog().since(begin), namespace);
    }

    /** Whether the API server worked on a write of a deployer in a namespace at this moment. */
    boolean isWriting(String namespace, Instant moment) {
        return plane.auditLog().since(begin).stream()
                .anyMatch(event -> event.namespace().equals(namespace)
                        && event.isWrite()
                        && event.userAgent().startsWith("ds-deployer")
                        && !event.received().isAfter(moment)
                        && !event.answered().isBefore(moment));
    }

    @Override
    public void close() {
        management.close();
        gateway.close();
    }
}
