package com.dotscience.cli.command.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.management.CheckDeploymentsRequest;
import com.dotscience.api.management.CreateDeploymentRequest;
import com.dotscience.api.management.UpdateDeploymentRequest;
import com.dotscience.cli.DsRun;
import com.dotscience.cli.FakeGateway;
import com.dotscience.testing.Embedded;
import io.grpc.Status;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How {@code ds deployment apply} asks a Gateway, and goes on after what it answers. */
@Embedded
class DeploymentApplyTest {

    private static final String BIRDS = """
            ---
            apiVersion: dotscience.com/v1
            kind: ModelDeployment
            metadata: {name: birds}
            spec: {deployer: minikube, image: birds}
            """;

    @RegisterExtension
    final FakeGateway gateway = FakeGateway.start();

    private String cats;

    @BeforeEach
    void addCatsAndDogs() {
        CatsAndDogs.addTo(gateway);
        cats = DsRun.against(gateway).ds("deployment", "export", "cats").out().replace("replicas: 1", "replicas: 2");
        gateway.requests.clear();
    }

    @Test
    void allDocumentsAreCheckedBeforeTheFirstIsAskedFor() {
        assertThat(apply(BIRDS + cats)).isEqualTo(new DsRun.Result(0, "birds created\ncats configured\n", ""));

        assertThat(gateway.requests)
                .filteredOn(request -> !request.getClass().getSimpleName().startsWith("List"))
                .extracting(request -> (Object) request.getClass())
                .containsExactly(
                        CheckDeploymentsRequest.class, CreateDeploymentRequest.class, UpdateDeploymentRequest.class);
        assertThat(gateway.requests)
                .filteredOn(CheckDeploymentsRequest.class::isInstance)
                .singleElement()
                .satisfies(check -> {
                    assertThat(((CheckDeploymentsRequest) check).getCreationsCount())
                            .isEqualTo(1);
                    assertThat(((CheckDeploymentsRequest) check).getUpdatesCount())
                            .isEqualTo(1);
                });
    }

    @Test
    void whatTheGatewayRefusesOfOneChangesNothingOfTheOthers() {
        gateway.refusesChecks(Status.INVALID_ARGUMENT.withDescription("cats: replicas must be less"));

        assertThat(apply(BIRDS + cats)).isEqualTo(new DsRun.Result(1, "", "ds: cats: replicas must be less\n"));

        assertThat(gateway.requests)
                .noneMatch(CreateDeploymentRequest.class::isInstance)
                .noneMatch(UpdateDeploymentRequest.class::isInstance);
    }

    @Test
    void aGatewayThatCannotCheckRefusesWhenItComesToIt() {
        gateway.refusesChecks(Status.UNIMPLEMENTED);

        assertThat(apply(cats)).isEqualTo(new DsRun.Result(0, "cats configured\n", ""));
    }

    @Test
    void whatSomebodyChangedMeanwhileIsReadAgainAndChanged() {
        gateway.abortNextUpdates(2);

        assertThat(apply(cats)).isEqualTo(new DsRun.Result(0, "cats configured\n", ""));

        assertThat(gateway.requests)
                .filteredOn(UpdateDeploymentRequest.class::isInstance)
                .hasSize(3);
    }

    @Test
    void whatIsChangedAgainAndAgainIsGivenUpAfterFiveTimes() {
        gateway.abortNextUpdates(100);

        assertThat(apply(BIRDS + cats))
                .isEqualTo(new DsRun.Result(1, "birds created\n", "ds: cats was changed meanwhile\n"));

        assertThat(gateway.requests)
                .filteredOn(UpdateDeploymentRequest.class::isInstance)
                .hasSize(5);
    }

    private DsRun.Result apply(String documents) {
        return DsRun.against(gateway).reading(documents).ds("deployment", "apply", "-f", "-");
    }
}
