package com.dotscience.deployer.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.ServicePort;
import com.dotscience.testing.GatewayApi;
import com.dotscience.testing.Kubectl;
import com.dotscience.testing.NeedsControlPlane;
import com.dotscience.testing.RealControlPlane;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.TextFormat;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesList;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.RouteParentStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a real API server fills in is no difference, and it takes every patch that leads from one wish to another. */
@NeedsControlPlane
class PlannerOnARealServerTest {

    private static final Optional<Set<String>> CLASSES = Optional.of(Set.of("nginx"));

    /** The newest that Kubernetes 1.20 serves. */
    private static final Map<Kind, KindAccess> OFFERED = Map.of(
            Kind.POD_DISRUPTION_BUDGET, new KindAccess.Known("policy/v1beta1"),
            Kind.HORIZONTAL_POD_AUTOSCALER, new KindAccess.Known("autoscaling/v2beta2"),
            Kind.HTTP_ROUTE, new KindAccess.Known("gateway.networking.k8s.io/v1"));

    private final Planner planner = new Planner();
    private final RealControlPlane plane;
    private final KubernetesClient client;
    private final String namespace;

    PlannerOnARealServerTest(RealControlPlane plane) {
        this.plane = plane;
        client = plane.client();
        namespace = plane.newNamespace("planner");
        GatewayApi.install(client);
    }

    /**
     * R6: a random walk through all that can be asked for; after each step there is silence, and what is there is what the same wish makes
     * where nothing was before. On the way is what the server refuses, a part of which is written.
     */
    @Test
    void everyStepIsTakenThenThereIsSilenceAndTheWayDoesNotMatter() {
        Random random = new Random(1);
        RandomModelDeployments models = new RandomModelDeployments(random);
        for (int step = 0; step < 30; step++) {
            if (random.nextInt(3) == 0) {
                refused(impossible(random, models.next()));
            }
            Deployment wanted =
                    models.next().toBuilder().setNamespace(namespace).build();
            String as = "step %d of seed 1, to %s".formatted(step, wanted);

            settle(wanted);

            assertThat(plan(wanted).changes()).as(as).isEmpty();
            assertThat(planner.plan(wanted, "us", readWithKubectl(), CLASSES).changes())
                    .as(as)
                    .isEmpty();
            Deployment elsewhere = wanted.toBuilder()
                    .setNamespace(plane.newNamespace("planner-fresh"))
                    .build();
            settle(elsewhere);
            assertThat(there(wanted)).as(as).isEqualTo(there(elsewhere));
        }
    }

    /** Every field as the server has it, whatever a client of ours would have left out. */
    private Observed readWithKubectl() {
        String kinds = "deployments,services,ingresses.v1.networking.k8s.io,poddisruptionbudgets.v1beta1.policy,"
                + "horizontalpodautoscalers.v2beta2.autoscaling,httproutes.v1.gateway.networking.k8s.io";
        String all = Kubectl.run(plane.kubeconfigFile(), "get", kinds, "--namespace", namespace, "--output", "json");
        return new Observed(
                        client.getKubernetesSerialization()
                                .unmarshal(all, KubernetesList.class)
                                .getItems(),
                        false)
                .access(OFFERED);
    }

    private Deployment impossible(Random random, Deployment wanted) {
        Deployment.Builder impossible = wanted.toBuilder().setNamespace(namespace);
        if (random.nextBoolean()) {
            impossible.getDeploymentBuilder().addPorts(70_000);
        } else {
            impossible
                    .getServiceBuilder()
                    .addPorts(ServicePort.newBuilder().setName("far").setPort(70_000));
        }
        return impossible.build();
    }

    private void refused(Deployment impossible) {
        assertThatThrownBy(() -> plan(impossible).changes().forEach(this::write))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("must be between 1 and 65535");
    }

    /** All objects of a model deployment, without what the server gives each of them for itself. */
    private Map<Kind, Object> there(Deployment wanted) {
        boolean isScaled = wanted.getDeployment().hasAutoscaling();
        return observed(wanted.getNamespace()).objects().stream()
                .collect(Collectors.toMap(
                        Kind::of,
                        object -> withoutGiven(
                                client.getKubernetesSerialization().convertValue(object, ObjectNode.class), isScaled)));
    }

    private static Object withoutGiven(ObjectNode object, boolean isScaled) {
        object.remove("status");
        if (isScaled) {
            object.withObject("/spec").remove("replicas");
        }
        ObjectNode metadata = object.withObject("/metadata");
        metadata.retain("name", "labels", "annotations");
        metadata.withObject("/annotations").remove("deployment.kubernetes.io/revision");
        object.findParents("nodePort").forEach(port -> ((ObjectNode) port).remove("nodePort"));
        object.withObject("/spec").remove(List.of("clusterIP", "clusterIPs"));
        return Parts.of(object).ours();
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

    /** Read back from the server, in its own words, and gone again once nobody asks for it. */
    @Test
    void whatIsAskedOfPodsIsThereAndGoesWithoutALeftover() throws Exception {
        Deployment.Builder wanted = Deployment.newBuilder()
                .setId("asked")
                .setNamespace(namespace)
                .setDeployment(TextFormat.parse("""
                                image: 'model:1' command: ['sh', '-c'] args: 'serve' image_pull_policy: 'Never' shared_memory: '1024Mi'
                                env { name: 'MODE' value: 'fast' } env { name: 'EMPTY' }
                                env { name: 'DB_PASSWORD' value_from { secret_key_ref { name: 'db' key: 'password' } } }
                                env { name: 'REGION' value_from { config_map_key_ref { name: 'site' key: 'region' } } }
                                resources {
                                  requests { key: 'cpu' value: '0.5' } limits { key: 'cpu' value: '2000m' }
                                  limits { key: 'memory' value: '1.5Gi' } limits { key: 'nvidia.com/gpu' value: '1' } }
                                image_pull_secrets { name: 'hub' } node_selector { key: 'disk' value: 'ssd' }
                                tolerations { key: 'gpu' value: 'big' } topology_spread { topology_key: 'kubernetes.io/hostname' }
                                priority_class: 'high' service_account: 'reader'
                                security_context { run_as_user: 1001 run_as_group: 0 run_as_non_root: true read_only_root_filesystem: true
                                  drop_capabilities: 'ALL' fs_group: 2000 supplemental_groups: 3000 }
                                volumes { name: 'weights' claim: 'llama' mount_path: '/models' }
                                volumes { name: 'labels' config_map: 'signs' mount_path: '/etc/labels' }
                                pod_annotations { key: 'note' value: 'read' } pod_labels { key: 'team' value: 'vision' }
                                """, DeploymentSpec.class));
        var deployment = client.apps().deployments().inNamespace(namespace).withName("ds--asked");

        settle(wanted.build());

        assertThat(plan(wanted.build()).changes()).isEmpty();
        PodSpec pod = deployment.get().getSpec().getTemplate().getSpec();
        assertThat(pod.getImagePullSecrets()).containsExactly(new LocalObjectReference("hub"));
        assertThat(pod.getNodeSelector()).isEqualTo(Map.of("disk", "ssd"));
        assertThat(pod.getTolerations()).containsExactly(new Toleration(null, "gpu", "Equal", null, "big"));
        assertThat(pod.getTopologySpreadConstraints())
                .extracting(TopologySpreadConstraint::getTopologyKey)
                .containsExactly("kubernetes.io/hostname");
        assertThat(pod.getPriorityClassName()).isEqualTo("high");
        assertThat(pod.getServiceAccountName()).isEqualTo("reader");
        assertThat(pod.getSecurityContext())
                .returns(true, PodSecurityContext::getRunAsNonRoot)
                .returns(2000L, PodSecurityContext::getFsGroup)
                .returns(List.of(3000L), PodSecurityContext::getSupplementalGroups);
        assertThat(pod.getContainers().get(0).getSecurityContext())
                .returns(1001L, SecurityContext::getRunAsUser)
                .returns(0L, SecurityContext::getRunAsGroup)
                .returns(true, SecurityContext::getReadOnlyRootFilesystem)
                .returns(List.of("ALL"), context -> context.getCapabilities().getDrop());
        assertThat(deployment.get().getSpec().getTemplate().getMetadata())
                .returns(Map.of("note", "read"), ObjectMeta::getAnnotations)
                .returns("vision", metadata -> metadata.getLabels().get("team"));
        assertThat(pod.getVolumes())
                .containsExactly(
                        new VolumeBuilder()
                                .withName("shared-memory")
                                .withNewEmptyDir()
                                .withMedium("Memory")
                                .withSizeLimit(new Quantity("1Gi"))
                                .endEmptyDir()
                                .build(),
                        new VolumeBuilder()
                                .withName("weights")
                                .withNewPersistentVolumeClaim("llama", true)
                                .build(),
                        new VolumeBuilder()
                                .withName("labels")
                                .withNewConfigMap()
                                .withName("signs")
                                .withDefaultMode(420)
                                .endConfigMap()
                                .build());
        Container model = pod.getContainers().get(0);
        assertThat(model.getCommand()).containsExactly("sh", "-c");
        assertThat(model.getArgs()).containsExactly("serve");
        assertThat(model.getImagePullPolicy()).isEqualTo("Never");
        assertThat(model.getVolumeMounts())
                .extracting(VolumeMount::getMountPath)
                .containsExactly("/dev/shm", "/models", "/etc/labels");
        assertThat(model.getEnv())
                .containsExactly(
                        new EnvVar("MODE", "fast", null),
                        new EnvVar("EMPTY", null, null),
                        new EnvVarBuilder()
                                .withName("DB_PASSWORD")
                                .withNewValueFrom()
                                .withNewSecretKeyRef("password", "db", null)
                                .endValueFrom()
                                .build(),
                        new EnvVarBuilder()
                                .withName("REGION")
                                .withNewValueFrom()
                                .withNewConfigMapKeyRef("region", "site", null)
                                .endValueFrom()
                                .build());
        assertThat(model.getResources().getRequests().toString()).isEqualTo("{cpu=500m}");
        assertThat(model.getResources().getLimits().toString()).isEqualTo("{cpu=2, memory=1536Mi, nvidia.com/gpu=1}");

        wanted.setDeployment(DeploymentSpec.newBuilder().setImage("model:1"));
        settle(wanted.build());

        assertThat(plan(wanted.build()).changes()).isEmpty();
        PodSpec left = deployment.get().getSpec().getTemplate().getSpec();
        assertThat(left.getNodeSelector()).isNullOrEmpty();
        assertThat(left.getVolumes()).isEmpty();
        assertThat(left.getImagePullSecrets()).isEmpty();
        assertThat(left.getTolerations()).isEmpty();
        assertThat(left.getTopologySpreadConstraints()).isEmpty();
        assertThat(left)
                .returns(null, PodSpec::getPriorityClassName)
                .returns(null, PodSpec::getServiceAccountName)
                .returns(null, PodSpec::getServiceAccount)
                .returns(null, spec -> spec.getSecurityContext().getRunAsNonRoot())
                .returns(
                        null,
                        spec -> spec.getContainers().get(0).getSecurityContext().getRunAsUser());
        assertThat(deployment.get().getSpec().getTemplate().getMetadata())
                .matches(metadata -> metadata.getAnnotations() == null
                        || metadata.getAnnotations().isEmpty())
                .returns(Map.of("deployment", "asked"), ObjectMeta::getLabels);
        assertThat(left.getContainers().get(0))
                .returns(List.of(), Container::getEnv)
                .returns(List.of(), Container::getCommand)
                .returns(List.of(), Container::getVolumeMounts)
                .returns("IfNotPresent", Container::getImagePullPolicy)
                .matches(container -> container.getResources().getLimits().isEmpty());
    }

    /**
     * What the Deployment notes of an optional kind stays until the object is gone, and that until a Gateway has taken what is in its
     * place, so there are two more plans.
     */
    private void settle(Deployment wanted) {
        for (int step = 0; step < 3; step++) {
            onTheNewest(() -> plan(wanted).changes().forEach(this::write));
            routes(wanted.getNamespace()).getItems().forEach(this::accept);
        }
    }

    private void accept(HTTPRoute route) {
        client.resource(route)
                .editStatus(there -> there.edit()
                        .withNewStatus()
                        .withParents(there.getSpec().getParentRefs().stream()
                                .map(parent -> new RouteParentStatusBuilder()
                                        .withControllerName("example.com/gateways")
                                        .withParentRef(parent)
                                        .withConditions(new ConditionBuilder()
                                                .withType("Accepted")
                                                .withStatus("True")
                                                .withReason("Accepted")
                                                .withMessage("it is served")
                                                .withLastTransitionTime("2026-11-27T06:00:00Z")
                                                .withObservedGeneration(
                                                        there.getMetadata().getGeneration())
                                                .build())
                                        .build())
                                .toList())
                        .endStatus()
                        .build());
    }

    private KubernetesResourceList<HTTPRoute> routes(String namespace) {
        return client.resources(HTTPRoute.class).inNamespace(namespace).list();
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
        return planner.plan(wanted, "us", observed(wanted.getNamespace()), CLASSES);
    }

    private void write(Change change) {
        var resource = client.resource(change.object());
        switch (change.action()) {
            case CREATE -> resource.create();
            case DELETE -> resource.delete();
            default -> resource.patch(PatchContext.of(PatchType.JSON), change.patch());
        }
    }

    private Observed observed(String namespace) {
        return new Observed(
                        Stream.<List<? extends HasMetadata>>of(
                                        client.apps()
                                                .deployments()
                                                .inNamespace(namespace)
                                                .list()
                                                .getItems(),
                                        client.services()
                                                .inNamespace(namespace)
                                                .list()
                                                .getItems(),
                                        client.network()
                                                .v1()
                                                .ingresses()
                                                .inNamespace(namespace)
                                                .list()
                                                .getItems(),
                                        client.autoscaling()
                                                .v2beta2()
                                                .horizontalPodAutoscalers()
                                                .inNamespace(namespace)
                                                .list()
                                                .getItems(),
                                        routes(namespace).getItems(),
                                        client.policy()
                                                .v1beta1()
                                                .podDisruptionBudget()
                                                .inNamespace(namespace)
                                                .list()
                                                .getItems())
                                .flatMap(List::stream)
                                .map(HasMetadata.class::cast)
                                .toList(),
                        false)
                .access(OFFERED);
    }
}
