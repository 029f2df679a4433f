package com.dotscience.gateway.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.CallerMetadata;
import com.dotscience.api.Deployment;
import com.dotscience.api.Phase;
import com.dotscience.api.management.DeploymentRef;
import com.dotscience.api.management.FleetUpdate;
import com.dotscience.api.management.Generation;
import com.dotscience.api.management.GetFleetUpdateRequest;
import com.dotscience.api.management.ListGenerationsRequest;
import com.dotscience.api.management.ManagementGrpc.ManagementBlockingStub;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.api.management.StartFleetUpdateRequest;
import com.dotscience.gateway.TestDeployer;
import com.dotscience.gateway.TestGateway;
import com.dotscience.testing.HandClock;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;

/** A Gateway with deployers d1, d2 and d3 that report what a test says, each with a model deployment {@code signs}. */
abstract class OneFleetOfThree {

    static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

    final HandClock wall = new HandClock(START);
    final HandClock steady = new HandClock(START);
    TestGateway gateway;
    List<TestDeployer> deployers;

    void open(String database) {
        gateway = TestGateway.on(database, wall, steady);
        deployers = Stream.of("d1", "d2", "d3").map(gateway::createDeployer).toList();
        deployers.forEach(deployer -> gateway.create(deployer, "signs"));
        deployers.forEach(TestDeployer::list);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    FleetUpdate start(int maxParallel, String image) {
        return as("änna@laptop")
                .startFleetUpdate(request(
                        maxParallel,
                        IntStream.rangeClosed(1, 3)
                                .mapToObj(i -> TestGateway.withImage(known(i), image))
                                .toArray(Deployment[]::new)));
    }

    static StartFleetUpdateRequest request(int maxParallel, Deployment... wanted) {
        return StartFleetUpdateRequest.newBuilder()
                .setSelector("site=eu")
                .setMaxParallel(maxParallel)
                .addAllDeployments(List.of(wanted))
                .build();
    }

    FleetUpdate get() {
        return gateway.management()
                .getFleetUpdate(
                        GetFleetUpdateRequest.newBuilder().setUpdate("signs").build());
    }

    void awaitState(FleetUpdate.State state) {
        await().untilAsserted(() -> assertThat(get().getState()).isEqualTo(state));
    }

    void awaitImage(int deployer, String image) {
        await().until(() -> image(deployer).equals(image));
    }

    String image(int deployer) {
        return model(deployer).getDeployment().getImage();
    }

    Deployment model(int deployer) {
        return known(deployer).getDeployment();
    }

    ModelDeployment known(int deployer) {
        return gateway.list().stream()
                .filter(model -> model.getDeployerName().equals("d" + deployer))
                .filter(model -> model.getDeployment().getName().equals("signs"))
                .findFirst()
                .orElseThrow();
    }

    List<Generation> history(int deployer) {
        return gateway.management()
                .listGenerations(ListGenerationsRequest.newBuilder()
                        .setRef(DeploymentRef.newBuilder()
                                .setDeployment(model(deployer).getId()))
                        .build())
                .getGenerationsList();
    }

    /** The deployer says this of what is wanted now. */
    void report(int deployer, Phase phase, String message) {
        Deployment wanted = model(deployer);
        deployers
                .get(deployer - 1)
                .calls()
                .updateDeployment(com.dotscience.api.UpdateDeploymentRequest.newBuilder()
                        .setId(wanted.getId())
                        .setPhase(phase)
                        .setMessage(message)
                        .setRevision(wanted.getRevision())
                        .build());
    }

    ManagementBlockingStub as(String caller) {
        Metadata metadata = new Metadata();
        metadata.put(CallerMetadata.KEY, caller.getBytes(StandardCharsets.UTF_8));
        return gateway.management().withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
    }
}
