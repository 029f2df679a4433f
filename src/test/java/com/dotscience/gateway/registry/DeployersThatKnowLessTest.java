package com.dotscience.gateway.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.DeployerGrpc;
import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentFilter;
import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.GetDeploymentsResponse;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.gateway.OpenStream;
import com.dotscience.gateway.Refusals;
import com.dotscience.gateway.TestDeployer;
import com.dotscience.gateway.TestGateway;
import com.dotscience.gateway.options.GatewayOptions;
import com.dotscience.testing.Embedded;
import com.dotscience.testing.GoDeployer;
import com.google.protobuf.TextFormat;
import io.grpc.Status;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A deployer that would take out of running pods what it does not know is told nothing, and is not asked for it. */
@Embedded
class DeployersThatKnowLessTest {

    private static final String OLD = "tombstones,revisions,logs,model-proxy,proxy-memory,removals";
    private static final String ENV = "env { name: 'MODE' value: 'fast' }";

    private TestGateway gateway;
    private TestDeployer minikube;

    @BeforeEach
    void start(@TempDir Path directory) {
        gateway = TestGateway.on(GatewayOptions.embeddedDatabase(directory));
        minikube = gateway.createDeployer("minikube");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "environment | env     | env { name: 'MODE' }",
                "environment | command | command: 'serve'",
                "environment | args    | args: '-v'",
                "images      | image pull policy | image_pull_policy: 'Never'",
                "images      | image pull secrets | image_pull_secrets { name: 'hub' }",
                "node-selector | node selector | node_selector { key: 'disk' value: 'ssd' }",
                "shared-memory | shared memory | shared_memory: '1Gi'",
                "resources   | resources | resources { requests { key: 'cpu' value: '1' } }"
            })
    void itIsNotAskedForWhatItDoesNotKnow(String capability, String field, String asked) throws Exception {
        list(OLD);
        ModelDeployment plain = gateway.create(minikube, "plain");

        assertThatThrownBy(() -> gateway.create(minikube, model("signs", asked)))
                .satisfies(Refusals.with(
                        Status.Code.FAILED_PRECONDITION,
                        "deployer 'minikube' has version 1.2.3, which does not know " + field
                                + ": upgrade the deployer first, or ask without"));
        assertThatThrownBy(() -> gateway.update(plain.getDeployment().toBuilder()
                        .setDeployment(model("plain", asked).getDeployment())
                        .build()))
                .satisfies(Refusals.with(Status.Code.FAILED_PRECONDITION, "does not know " + field));

        list(OLD + "," + capability);
        gateway.create(minikube, model("signs", asked));
    }

    @Test
    void oneThatComesInThePlaceOfANewerOneIsToldNothingUntilItKnowsAllThatRuns() throws Exception {
        gateway.create(minikube, "plain");
        ModelDeployment made = gateway.create(minikube, model("signs", ENV));
        String why =
                "deployer 'minikube' has version 1.2.3, which does not know env, as model deployment 'signs' has: it"
                        + " is told nothing, and all that runs stays as it is, until the deployer is upgraded";

        assertThatThrownBy(() -> list(OLD)).satisfies(Refusals.with(Status.Code.UNAVAILABLE, why));
        try (OpenStream<Deployment> stream = follow(OLD)) {
            assertThat(stream.awaitEnd()).satisfies(end -> {
                assertThat(end.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
                assertThat(end.getDescription()).isEqualTo(why);
            });
        }
        assertThat(gateway.list()).extracting(ModelDeployment::getRemark).containsExactly(why, why);

        assertThat(list(OLD + ",environment").getDeploymentsList()).contains(made.getDeployment());
        assertThat(gateway.list()).extracting(ModelDeployment::getRemark).containsExactly("", "");
    }

    @Test
    void oneIsToldEverythingAgainOnceNothingOfTheKindIsWanted() throws Exception {
        gateway.create(minikube, "plain");
        gateway.create(minikube, model("signs", ENV));
        assertThatThrownBy(() -> list(OLD)).satisfies(Refusals.with(Status.Code.UNAVAILABLE, "told nothing"));

        gateway.delete("signs");

        assertThat(list(OLD).getDeploymentsList())
                .filteredOn(wanted -> !wanted.getDeleted())
                .extracting(Deployment::getName)
                .containsExactly("plain");
    }

    /** Of two that take turns for a moment, as in an upgrade, the older one is not sent what only the newer one knows. */
    @Test
    void anOpenStreamBringsItNothingThatItDoesNotKnow() throws Exception {
        try (OpenStream<Deployment> stream = follow(OLD).awaitHeaders()) {
            list(OLD + ",environment");
            gateway.create(minikube, model("signs", ENV));
            ModelDeployment plain = gateway.create(minikube, "plain");

            await().untilAsserted(() -> assertThat(stream.messages()).containsExactly(plain.getDeployment()));
        }
    }

    @Test
    void theGoProgramIsToldNothingAndKeepsWhatItKnows() throws Exception {
        gateway.create(minikube, model("signs", ENV));
        try (GoDeployer deployer = GoDeployer.connect(gateway.port(), minikube.token(), Duration.ofMillis(100))) {
            await().until(() -> deployer.lists() > 2 || deployer.failures().size() > 2);

            assertThat(deployer.wanted()).isEmpty();
            assertThat(deployer.completions()).isZero();
            assertThat(deployer.failures())
                    .isNotEmpty()
                    .allSatisfy(end -> assertThat(end.getCode()).isEqualTo(Status.Code.UNAVAILABLE));
        }
    }

    private GetDeploymentsResponse list(String capabilities) {
        return DeployerGrpc.newBlockingStub(minikube.channel(capabilities))
                .listDeployments(DeploymentFilter.getDefaultInstance());
    }

    private OpenStream<Deployment> follow(String capabilities) {
        return OpenStream.open(
                minikube.channel(capabilities),
                DeployerGrpc.getStreamDeploymentsMethod(),
                DeploymentFilter.getDefaultInstance(),
                true);
    }

    private static Deployment.Builder model(String name, String asked) throws TextFormat.ParseException {
        Deployment.Builder model = TestGateway.model(name);
        return model.setDeployment(
                model.getDeployment().toBuilder().mergeFrom(TextFormat.parse(asked, DeploymentSpec.class)));
    }
}
