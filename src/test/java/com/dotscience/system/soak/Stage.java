package com.dotscience.system.soak;

import com.dotscience.api.Deployment;
import com.dotscience.gateway.GatewayServer;
import com.dotscience.gateway.options.GatewayOptions;
import com.dotscience.system.perturbation.AsAsked;
import com.dotscience.testing.BuiltDistribution;
import com.dotscience.testing.DeployerProcess;
import com.dotscience.testing.FreezingProxy;
import com.dotscience.testing.Kubeconfig;
import com.dotscience.testing.ManagementClient;
import com.dotscience.testing.RealControlPlane;
import com.dotscience.testing.perturbation.ApiServerProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A Gateway, a deployer and an API server, with a proxy between each two. */
final class Stage implements AutoCloseable {

    private static final String USER = "deployer";

    private final RealControlPlane plane;
    private final Path folder;
    private final String namespace;
    private final String adminToken;
    private final ApiServerProxy apiServer;
    private final FreezingProxy path;
    private final DeployerProcess deployer;
    private GatewayServer gateway;
    private volatile ManagementClient management;

    Stage(RealControlPlane plane, Path folder) throws IOException {
        this.plane = plane;
        this.folder = folder;
        this.namespace = plane.newNamespace("soak");
        this.gateway = GatewayServer.start(GatewayOptions.onLoopback(0, folder.resolve("gateway")));
        this.adminToken = gateway.adminToken().orElseThrow();
        this.management = new ManagementClient(gateway.port(), adminToken);
        this.path = new FreezingProxy(gateway.port());
        this.apiServer = new ApiServerProxy(folder, user());
        this.deployer = DeployerProcess.start(
                BuiltDistribution.find().home(),
                folder,
                path.port(),
                management.createDeployer(namespace).getToken(),
                apiServer.kubeconfig().writeTo(folder.resolve("kubeconfig")),
                // Half of the memory that the manifest allows, and no other deployer beside it.
                Map.of("DEPLOYER_NAMESPACES", namespace, "DEPLOYER_LEASE", "none", "JAVA_OPTS", "-Xmx192m"));
    }

    private Kubeconfig user() {
        plane.grantAll(namespace, USER);
        return plane.serviceAccount(namespace, USER);
    }

    String namespace() {
        return namespace;
    }

    DeployerProcess deployer() {
        return deployer;
    }

    ApiServerProxy apiServer() {
        return apiServer;
    }

    FreezingProxy path() {
        return path;
    }

    ManagementClient management() {
        return management;
    }

    /** Ends the Gateway. Until it is started again nobody may ask it for anything. */
    void stopGateway() {
        management.close();
        gateway.close();
    }

    void startGateway() {
        gateway = GatewayServer.start(GatewayOptions.onLoopback(path.target(), folder.resolve("gateway")));
        management = new ManagementClient(gateway.port(), adminToken);
    }

    boolean isOnline() {
        return management.isOnline(namespace);
    }

    /** What is not as it is wanted, by the ids. */
    List<String> differences(Collection<Deployment> wanted) {
        return AsAsked.differences(plane.client(), namespace, wanted);
    }

    /** What the deployer has complained of so far. */
    List<LogLine> complaints() {
        try (Stream<String> lines = Files.lines(folder.resolve("ds-deployer.log"))) {
            return LogLine.troubles(lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        deployer.close();
        apiServer.close();
        path.close();
        management.close();
        gateway.close();
    }
}
