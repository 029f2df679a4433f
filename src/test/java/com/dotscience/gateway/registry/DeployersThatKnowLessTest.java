package com.dotscience.gateway.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.DeployerGrpc;
import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentFilter;
import com.dotscience.api.GetDeploymentsResponse;
import com.dotscience.api.management.ListDeployersRequest;
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

/** The Gateway sends no such field to a deployer that would take what it does not know out of running pods, and nobody can ask it for one. */
@Embedded
class DeployersThatKnowLessTest {

    private static final String OLD = "tombstones,revisions,logs,model-proxy,proxy-memory,removals";
    private static final String ENV = "deployment { env { name: 'MODE' value: 'fast' } }";

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
                "scheduling | tolerations | tolerations { key: 'gpu' operator: 'Exists' }",
                "scheduling | topology spread | topology_spread { topology_key: 'kubernetes.io/hostname' }",
                "scheduling | priority class | priority_class: 'high'",
                "service-account | service account | service_account: 'reader'",
                "security-context | security context | security_context { run_as_group: 0 }",
                "volumes | volumes | volumes { name: 'data' claim: 'data' mount_path: '/data' }",
                "pod-metadata | pod annotations | pod_annotations { key: 'a' value: '' }",
                "pod-metadata | pod labels | pod_labels { key: 'a' value: '' }",
                "restart | restart time | restarted_at: '2026-11-27T06:00:00Z'",
                "resources,autoscaling | resources, autoscaling | resources { requests { key: 'cpu' value: '1' } } autoscaling { max_replicas: 2 cpu_percent: 80 }",
                "budget | min available | min_available: '1'",
                "shared-memory | shared memory | shared_memory: '1Gi'",
                "readiness | readiness | readiness { type: 'TCP' }",
                "readiness | readiness, start-up time | readiness { type: 'TCP' } start_up_seconds: 60",
                "termination | drain | drain { seconds: 5 image_sleep: true }",
                "termination | termination grace period | termination_grace_period_seconds: 60",
                "rollout | rollout | rollout { strategy: 'Recreate' }",
                "resources   | resources | resources { requests { key: 'cpu' value: '1' } }"
            })
    void itIsNotAskedForWhatItDoesNotKnow(String capability, String field, String asked) throws Exception {
        isAskedForOnlyWith(capability, field, "deployment { " + asked + " }");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "tls   | TLS secret | tls_secret: 'cert'",
                "hosts | additional hosts | additional_hosts: 'b.example.com'",
                "hosts | path | path: '/signs'",
                "hosts | path type | path_type: 'Exact'",
                "route | route parents | route_parents { name: 'public' }",
                "hosts | Ingress annotations | annotations { key: 'a' value: '' }"
            })
    void norForWhatItDoesNotKnowOfAnIngress(String capability, String field, String asked) throws Exception {
        isAskedForOnlyWith(capability, field, "ingress { host: 'a.example.com' " + asked + " }");
    }

    private void isAskedForOnlyWith(String capability, String field, String asked) throws Exception {
        list(OLD);
        ModelDeployment plain = gateway.create(minikube, "plain");

        assertThatThrownBy(() -> gateway.create(minikube, model("signs", asked)))
                .satisfies(Refusals.with(
                        Status.Code.FAILED_PRECONDITION,
                        "deployer 'minikube' has version 1.2.3, which does not know " + field
                                + ": upgrade the deployer first, or ask without"));
        assertThatThrownBy(() -> gateway.update(plain.getDeployment().toBuilder()
                        .mergeFrom(TextFormat.parse(asked, Deployment.class))
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
        assertThat(toldNothing()).isEqualTo(why);

        assertThat(list(OLD + ",environment").getDeploymentsList()).contains(made.getDeployment());
        assertThat(gateway.list()).extracting(ModelDeployment::getRemark).containsExactly("", "");
        assertThat(toldNothing()).isEmpty();
    }

    private String toldNothing() {
        return gateway.management()
                .listDeployers(ListDeployersRequest.getDefaultInstance())
                .getDeployers(0)
                .getToldNothing();
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
        return TestGateway.model(name).mergeFrom(TextFormat.parse(asked, Deployment.class));
    }
}
