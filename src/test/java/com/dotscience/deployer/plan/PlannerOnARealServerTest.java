package com.dotscience.deployer.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.Deployment;
import com.dotscience.api.ServicePort;
import com.dotscience.testing.NeedsControlPlane;
import com.dotscience.testing.RealControlPlane;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a real API server fills in is no difference, and it takes every patch that leads from one wish to another. */
@NeedsControlPlane
class PlannerOnARealServerTest {

    private static final Optional<Set<String>> CLASSES = Optional.of(Set.of("nginx"));

    private final Planner planner = new Planner();
    private final KubernetesClient client;
    private final String namespace;

    PlannerOnARealServerTest(RealControlPlane plane) {
        client = plane.client();
        namespace = plane.newNamespace("planner");
    }

    /** R6: a random walk; after each step there is silence. */
    @Test
    void everyStepIsTakenAndThenThereIsSilence() {
        RandomModelDeployments models = new RandomModelDeployments(new Random(1));
        for (int step = 0; step < 30; step++) {
            Deployment wanted =
                    models.next().toBuilder().setNamespace(namespace).build();

            settle(wanted);

            assertThat(plan(wanted).changes())
                    .as("step %d of seed 1, to %s", step, wanted)
                    .isEmpty();
        }
    }

    /** What only the former type may have goes with it, whoever set it: the server refuses some of that. */
    @ParameterizedTest
    @CsvSource({"LoadBalancer, ClusterIP", "LoadBalancer, NodePort", "NodePort, ClusterIP"})
    void aServiceBecomesOneOfAnotherType(String from, String to) {
        Deployment.Builder wanted = Deployment.newBuilder()
                .setId((from + to).toLowerCase(Locale.ROOT))
                .setNamespace(namespace);
        wanted.getDeploymentBuilder().setImage("model:1").addPorts(8501);
        wanted.getServiceBuilder()
                .setType(from)
                .setLoadBalancerIp("192.0.2.1")
                .addPorts(ServicePort.newBuilder().setPort(80));
        settle(wanted.build());
        var service = client.services().inNamespace(namespace).withName("ds--" + wanted.getId());
        service.edit(object -> new ServiceBuilder(object)
                .editSpec()
                .withExternalTrafficPolicy("Local")
                .addAllToLoadBalancerSourceRanges(from.equals("LoadBalancer") ? List.of("192.0.2.0/24") : List.of())
                .endSpec()
                .build());

        wanted.getServiceBuilder().setType(to);
        settle(wanted.build());

        assertThat(plan(wanted.build()).changes()).isEmpty();
        assertThat(service.get().getSpec())
                .returns(to, ServiceSpec::getType)
                .returns(List.of(), ServiceSpec::getLoadBalancerSourceRanges)
                .returns(null, ServiceSpec::getLoadBalancerIP)
                .returns(null, ServiceSpec::getHealthCheckNodePort)
                .returns(to.equals("NodePort") ? "Local" : null, ServiceSpec::getExternalTrafficPolicy)
                .matches(
                        spec -> to.equals("NodePort") == (spec.getPorts().get(0).getNodePort() != null));
    }

    /** A template that is touched is a new generation, and new pods: the server's own word for it. */
    @ParameterizedTest
    @ValueSource(strings = {"cats", "roadsigns1", "tumours"})
    void whatAnOlderVersionMadeIsNotTouched(String name) {
        Deployment wanted = Recording.of010(name).wanted().toBuilder()
                .setNamespace(namespace)
                .build();
        io.fabric8.kubernetes.api.model.apps.Deployment before = (io.fabric8.kubernetes.api.model.apps.Deployment)
                Recording.of010(name).cluster().observed().objects().get(0);
        before.getMetadata().setNamespace(namespace);
        before.getMetadata().setUid(null);
        before.getMetadata().setResourceVersion(null);
        before.getMetadata().getAnnotations().put("deployer.dotscience.com/identifier", "us");
        client.resource(before).create();

        settle(wanted);

        assertThat(plan(wanted).changes()).isEmpty();
        assertThat(generation(before)).isEqualTo(1);
    }

    /** All that the server writes into what pods are given with their Deployment is no difference. */
    @Test
    void whatPodsAreGivenIsHealedOnceAndThenThereIsSilence() {
        Deployment.Builder wanted = Deployment.newBuilder().setId("given").setNamespace(namespace);
        wanted.getDeploymentBuilder().setImage("model:1").addPorts(8501);
        wanted.getMetricsBuilder().setImage("proxy:1").setClasses("[\"cat\"]");
        settle(wanted.build());
        var deployment = client.apps().deployments().inNamespace(namespace).withName("ds--given");
        PodSpec given = deployment.get().getSpec().getTemplate().getSpec();

        onTheNewest(() -> deployment.edit(object -> new DeploymentBuilder(object)
                .editSpec()
                .editTemplate()
                .editSpec()
                .withTerminationGracePeriodSeconds(5L)
                .editFirstContainer()
                .withLifecycle(null)
                .endContainer()
                .editLastContainer()
                .withResources(null)
                .withEnv()
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build()));
        settle(wanted.build());

        assertThat(plan(wanted.build()).changes()).isEmpty();
        assertThat(deployment.get().getSpec().getTemplate().getSpec()).isEqualTo(given);
        assertThat(given.getContainers()
                        .get(0)
                        .getLifecycle()
                        .getPreStop()
                        .getHttpGet()
                        .getPath())
                .isEqualTo("/drained");
    }

    private Long generation(HasMetadata object) {
        return client.resource(object).get().getMetadata().getGeneration();
    }

    private void settle(Deployment wanted) {
        onTheNewest(() -> plan(wanted).changes().forEach(this::write));
    }

    /** A Deployment's own controller writes too, so a patch may be on an older version: it is made anew (R5). */
    private static void onTheNewest(Runnable write) {
        await().ignoreExceptionsMatching(PlannerOnARealServerTest::isConflict).until(() -> {
            write.run();
            return true;
        });
    }

    private static boolean isConflict(Throwable e) {
        return e instanceof KubernetesClientException refused && refused.getCode() == HttpURLConnection.HTTP_CONFLICT;
    }

    private Plan plan(Deployment wanted) {
        return planner.plan(wanted, "us", observed(), CLASSES);
    }

    private void write(Change change) {
        var resource = client.resource(change.object());
        switch (change.action()) {
            case CREATE -> resource.create();
            case DELETE -> resource.delete();
            default -> resource.patch(PatchContext.of(PatchType.JSON), change.patch());
        }
    }

    private Observed observed() {
        return new Observed(
                Stream.<List<? extends HasMetadata>>of(
                                client.apps()
                                        .deployments()
                                        .inNamespace(namespace)
                                        .list()
                                        .getItems(),
                                client.services().inNamespace(namespace).list().getItems(),
                                client.network()
                                        .v1()
                                        .ingresses()
                                        .inNamespace(namespace)
                                        .list()
                                        .getItems())
                        .flatMap(List::stream)
                        .map(HasMetadata.class::cast)
                        .toList(),
                false);
    }
}
