package com.dotscience.gateway.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dotscience.api.Deployment;
import com.dotscience.api.management.CheckDeploymentsRequest;
import com.dotscience.api.management.CreateDeploymentRequest;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.api.management.UpdateDeploymentRequest;
import com.dotscience.gateway.Refusals;
import com.dotscience.gateway.TestDeployer;
import com.dotscience.gateway.TestGateway;
import com.dotscience.gateway.options.GatewayOptions;
import com.dotscience.testing.Embedded;
import io.grpc.Status;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The call with which ds lets a Gateway refuse before anything of several changes is made. */
@Embedded
class CheckDeploymentsTest {

    private TestGateway gateway;
    private TestDeployer minikube;
    private ModelDeployment there;

    @BeforeEach
    void start(@TempDir Path directory) {
        gateway = TestGateway.on(GatewayOptions.embeddedDatabase(directory));
        minikube = gateway.createDeployer("minikube");
        there = gateway.create(minikube, "there");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void whatWouldBeAcceptedIsNotMade() {
        try (var follows = minikube.follow()) {
            check(List.of(TestGateway.model("new")), List.of(TestGateway.withImage(there, "image:2")));

            assertThat(wanted()).containsExactly(there.getDeployment());
            assertThat(follows.messages()).isEmpty();
        }
    }

    @Test
    void aRefusalNamesTheOneAmongSeveralAndAllAreAsBefore() {
        Deployment.Builder noImage = TestGateway.model("second");
        noImage.getDeploymentBuilder().clearImage();

        assertThatThrownBy(() -> check(List.of(TestGateway.model("first"), noImage), List.of()))
                .satisfies(Refusals.with(Status.Code.INVALID_ARGUMENT, "second: "));
        assertThatThrownBy(() -> check(
                        List.of(TestGateway.model("first")),
                        List.of(TestGateway.withImage(there, "image:2").toBuilder()
                                .setRevision(there.getDeployment().getRevision() - 1)
                                .build())))
                .satisfies(Refusals.with(
                        Status.Code.ABORTED,
                        "there: model deployment 'there' was changed meanwhile: read it again and repeat your change"));
        assertThatThrownBy(() -> check(List.of(TestGateway.model("there")), List.of()))
                .satisfies(Refusals.with(
                        Status.Code.ALREADY_EXISTS, "there: deployer minikube already has a model deployment 'there'"));
        assertThat(wanted()).containsExactly(there.getDeployment());
    }

    @Test
    void whatIsCheckedIsAcceptedAfterwards() {
        Deployment changed = TestGateway.withImage(there, "image:2");
        check(List.of(TestGateway.model("new")), List.of(changed));

        gateway.create(minikube, "new");
        gateway.update(changed);

        assertThat(gateway.list())
                .extracting(model -> model.getDeployment().getDeployment().getImage())
                .containsExactly("quay.io/example/new:1", "image:2");
    }

    private List<Deployment> wanted() {
        return gateway.list().stream().map(ModelDeployment::getDeployment).toList();
    }

    private void check(List<Deployment.Builder> creations, List<Deployment> updates) {
        CheckDeploymentsRequest.Builder request = CheckDeploymentsRequest.newBuilder();
        creations.forEach(wanted -> request.addCreations(CreateDeploymentRequest.newBuilder()
                .setDeployer(minikube.name())
                .setDeployment(wanted)));
        updates.forEach(wanted ->
                request.addUpdates(UpdateDeploymentRequest.newBuilder().setDeployment(wanted)));
        gateway.management().checkDeployments(request.build());
    }
}
