package com.dotscience.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dotscience.api.management.CreateDeployerRequest;
import com.dotscience.api.management.DeleteDeployerRequest;
import com.dotscience.api.management.Deployer;
import com.dotscience.api.management.LabelDeployerRequest;
import com.dotscience.api.management.LabelDeployerResponse;
import com.dotscience.api.management.ListDeployersRequest;
import com.dotscience.gateway.Refusals;
import com.dotscience.gateway.TestDatabases;
import com.dotscience.gateway.TestGateway;
import com.dotscience.testing.Embedded;
import io.grpc.Status;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The labels of deployers, as whoever manages the Gateway gives and sees them. */
@ParameterizedClass
@EnumSource(TestDatabases.Kind.class)
@ExtendWith(TestDatabases.class)
@Embedded
class DeployerLabelsTest {
    @Parameter
    TestDatabases.Kind kind;

    private TestGateway gateway;

    @BeforeEach
    void start(TestDatabases.Maker databases, @TempDir Path directory) {
        gateway = TestGateway.on(databases.fresh(kind, directory));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void theyAreKeptUntilTheyAreChangedOrTheDeployerGoes() {
        gateway.createDeployer("oregon");
        Deployer created = gateway.management()
                .createDeployer(CreateDeployerRequest.newBuilder()
                        .setName("frankfurt")
                        .putLabels("site", "eu")
                        .putLabels("example.com/tier", "test")
                        .build())
                .getDeployer();
        assertThat(created.getLabelsMap()).isEqualTo(Map.of("site", "eu", "example.com/tier", "test"));

        LabelDeployerResponse changed = gateway.management()
                .labelDeployer(LabelDeployerRequest.newBuilder()
                        .setDeployer(created.getId())
                        .putSet("example.com/tier", "prod")
                        .putSet("empty", "")
                        .addRemove("site")
                        .addRemove("never-there")
                        .build());
        gateway.restart();

        Map<String, String> labels = Map.of("example.com/tier", "prod", "empty", "");
        assertThat(changed)
                .isEqualTo(LabelDeployerResponse.newBuilder()
                        .setDeployer("frankfurt")
                        .putAllLabels(labels)
                        .build());
        assertThat(labels()).isEqualTo(Map.of("frankfurt", labels, "oregon", Map.of()));

        gateway.management()
                .deleteDeployer(DeleteDeployerRequest.newBuilder()
                        .setDeployer("frankfurt")
                        .build());
        gateway.createDeployer("frankfurt");
        assertThat(labels()).isEqualTo(Map.of("frankfurt", Map.of(), "oregon", Map.of()));
    }

    @Test
    void aLabelOfTheWrongFormChangesNothing() {
        label(Map.of("site", "eu"));

        for (Map<String, String> wrong :
                List.of(Map.of("site", "us", "-x", "1"), Map.of("site", "us", "zone", "a b"), Map.of("", "x"))) {
            assertThatThrownBy(() -> gateway.management()
                            .labelDeployer(LabelDeployerRequest.newBuilder()
                                    .setDeployer("minikube")
                                    .putAllSet(wrong)
                                    .addRemove("site")
                                    .build()))
                    .satisfies(Refusals.with(Status.Code.INVALID_ARGUMENT, "label"));
        }
        assertThatThrownBy(() -> gateway.management()
                        .createDeployer(CreateDeployerRequest.newBuilder()
                                .setName("other")
                                .putLabels("a b", "1")
                                .build()))
                .satisfies(Refusals.with(Status.Code.INVALID_ARGUMENT, "label"));

        assertThat(labels()).isEqualTo(Map.of("minikube", Map.of("site", "eu")));
    }

    @Test
    void oneHasABoundedNumberOfThem() {
        label(numbered(DeployerLabels.MAX));

        assertThatThrownBy(() -> gateway.management()
                        .labelDeployer(LabelDeployerRequest.newBuilder()
                                .setDeployer("minikube")
                                .putSet("one-more", "")
                                .build()))
                .satisfies(Refusals.with(Status.Code.INVALID_ARGUMENT, "at most 64 labels, not 65"));
        gateway.management()
                .labelDeployer(LabelDeployerRequest.newBuilder()
                        .setDeployer("minikube")
                        .putSet("one-more", "")
                        .addRemove("l0")
                        .build());

        assertThat(labels().get("minikube")).hasSize(64).containsKey("one-more").doesNotContainKey("l0");
    }

    @Test
    void whoIsNotThereHasNone() {
        assertThatThrownBy(() -> gateway.management()
                        .labelDeployer(LabelDeployerRequest.newBuilder()
                                .setDeployer("minikube")
                                .putSet("site", "eu")
                                .build()))
                .satisfies(Refusals.with(Status.Code.NOT_FOUND, "there is no deployer 'minikube'"));
    }

    private void label(Map<String, String> labels) {
        gateway.createDeployer("minikube");
        gateway.management()
                .labelDeployer(LabelDeployerRequest.newBuilder()
                        .setDeployer("minikube")
                        .putAllSet(labels)
                        .build());
    }

    private static Map<String, String> numbered(int count) {
        return IntStream.range(0, count).boxed().collect(Collectors.toMap(i -> "l" + i, i -> ""));
    }

    private Map<String, Map<String, String>> labels() {
        return gateway.management().listDeployers(ListDeployersRequest.getDefaultInstance()).getDeployersList().stream()
                .collect(Collectors.toMap(Deployer::getName, Deployer::getLabelsMap));
    }
}
