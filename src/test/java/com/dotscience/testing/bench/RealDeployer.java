package com.dotscience.testing.bench;

import static org.awaitility.Awaitility.await;

import com.dotscience.api.Deployment;
import com.dotscience.testing.DeployerProcess;
import com.dotscience.testing.RealControlPlane;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A deployer in a process of its own, told what to do by a Gateway in this one. */
final class RealDeployer implements Contestant, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final String namespace;
    private final DirectGateway gateway = new DirectGateway();
    private final DeployerProcess deployer;
    private Fleet fleet = new Fleet(List.of());

    /** @param folder for the deployer's log */
    RealDeployer(RealControlPlane plane, Path distribution, Path folder, int inFlight) {
        this.namespace = plane.newNamespace("deployer");
        this.deployer = DeployerProcess.start(
                distribution,
                folder,
                gateway.port(),
                "bench",
                plane.kubeconfigFile(),
                Map.of("DEPLOYER_CONCURRENCY", Integer.toString(inFlight)));
        await("the deployer").atMost(PATIENCE).until(() -> {
            deployer.mustBeAlive();
            return gateway.isFollowed();
        });
    }

    @Override
    public String namespace() {
        return namespace;
    }

    /** As the Gateway said it. */
    Fleet fleet() {
        return fleet;
    }

    @Override
    public void prepare(Fleet wanted) {
        fleet = wanted;
    }

    @Override
    public void create() {
        fleet = fleet.map(gateway::put);
    }

    @Override
    public void changeImages(String image) {
        fleet = fleet.withImage(image).map(gateway::put);
    }

    /** Changes the image of one model deployment. */
    void changeImage(Deployment model, String image) {
        gateway.put(Fleet.withImage(model, image));
    }

    @Override
    public void delete() {
        fleet.models().forEach(gateway::remove);
        fleet = new Fleet(List.of());
    }

    @Override
    public void close() {
        deployer.close();
        gateway.close();
    }
}
