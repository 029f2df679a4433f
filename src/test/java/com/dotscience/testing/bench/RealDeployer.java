package com.dotscience.testing.bench;

import static org.awaitility.Awaitility.await;

import com.dotscience.api.Deployment;
import com.dotscience.gateway.GatewayOptions;
import com.dotscience.gateway.GatewayServer;
import com.dotscience.testing.DeployerProcess;
import com.dotscience.testing.ManagementClient;
import com.dotscience.testing.RealControlPlane;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A deployer in a process of its own, told what to do by a Gateway in this one, which is told so by its management API. */
final class RealDeployer implements Contestant, AutoCloseable {

    private static final String NAME = "bench";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final String namespace;
    private final GatewayServer gateway;
    private final ManagementClient management;
    private final DeployerProcess deployer;
    private final ExecutorService calls;
    private Fleet fleet = new Fleet(List.of());

    /** @param folder for the Gateway's database and the deployer's log */
    RealDeployer(RealControlPlane plane, Path distribution, Path folder, int inFlight) {
        this.namespace = plane.newNamespace("deployer");
        this.gateway = GatewayServer.start(GatewayOptions.onLoopback(0, folder.resolve("gateway")));
        this.management =
                new ManagementClient(gateway.port(), gateway.adminToken().orElseThrow());
        String token = management.createDeployer(NAME).getToken();
        this.deployer = DeployerProcess.start(
                distribution,
                folder,
                gateway.port(),
                token,
                plane.kubeconfigFile(),
                Map.of("DEPLOYER_CONCURRENCY", Integer.toString(inFlight)));
        this.calls = Executors.newFixedThreadPool(inFlight);
        await("the deployer").atMost(PATIENCE).until(() -> {
            deployer.mustBeAlive();
            return management.isOnline(NAME);
        });
    }

    @Override
    public String namespace() {
        return namespace;
    }

    /** As the Gateway keeps it. */
    Fleet fleet() {
        return fleet;
    }

    @Override
    public void prepare(Fleet wanted) {
        fleet = wanted;
    }

    @Override
    public void create() {
        fleet = forEach(fleet, model -> management.create(NAME, model));
    }

    @Override
    public void changeImages(String image) {
        fleet = forEach(fleet.withImage(image), management::update);
    }

    /** Changes the image of one model deployment. */
    void changeImage(Deployment model, String image) {
        // Revision 0: whatever it is by now.
        management.update(
                Fleet.withImage(model, image).toBuilder().setRevision(0).build());
    }

    @Override
    public void delete() {
        forEach(fleet, model -> {
            management.delete(model);
            return model;
        });
        fleet = new Fleet(List.of());
    }

    @Override
    public void close() {
        calls.shutdownNow();
        deployer.close();
        management.close();
        gateway.close();
    }

    private Fleet forEach(Fleet models, Function<Deployment, Deployment> call) {
        List<CompletableFuture<Deployment>> answers = models.models().stream()
                .map(model -> CompletableFuture.supplyAsync(() -> call.apply(model), calls))
                .toList();
        return new Fleet(answers.stream().map(CompletableFuture::join).toList());
    }
}
