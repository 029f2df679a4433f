package com.dotscience.system;

import static com.dotscience.system.Installation.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.Deployment;
import com.dotscience.api.MaintenanceWindow;
import com.dotscience.api.Phase;
import com.dotscience.api.management.Report;
import com.dotscience.deployer.DeployerMXBean;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.management.JMException;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What must be true on every cluster, embedded or real. */
abstract class SystemTest {

    private static final String READY = "Deployment: ready Service: ready Ingress: ready";

    protected final KubernetesClient client;
    protected final String namespace;
    private final TestCluster cluster;
    protected Installation installation;

    SystemTest(TestCluster cluster) {
        this.cluster = cluster;
        this.client = cluster.client();
        this.namespace = cluster.namespace();
    }

    @BeforeEach
    void install(@TempDir Path folder) {
        installation = new Installation(folder, cluster.kubeconfig());
    }

    @AfterEach
    void uninstall() {
        installation.close();
        cluster.close();
    }

    @Test
    void aModelDeploymentIsMadeUpdatedInPlaceScaledMovedToAnotherHostAndDeleted() {
        installation.startDeployer("demo", Map.of());
        Deployment wanted = installation.gateway().create("demo", model(namespace, "roadsigns"));
        awaitStatus(wanted, READY);
        String uid = deployment(wanted).getMetadata().getUid();

        wanted = installation.gateway().update(withImage(wanted, "example/model:2"));
        Deployment updated = wanted;
        await().untilAsserted(() -> assertThat(image(updated)).isEqualTo("example/model:2"));
        assertThat(deployment(wanted).getMetadata().getUid()).isEqualTo(uid);
        awaitStatus(wanted, READY);

        wanted = installation.gateway().update(withReplicas(wanted, 3));
        Deployment scaled = wanted;
        await().untilAsserted(() -> assertThat(installation.known(scaled).getReport())
                .returns(3L, Report::getAvailableReplicas)
                .returns(READY, Report::getStatus)
                .returns(Phase.PHASE_READY, Report::getPhase));

        Deployment.Builder moved = scaled.toBuilder();
        moved.getIngressBuilder().setHost("elsewhere.example.com");
        wanted = installation.gateway().update(moved.build());
        Deployment atHost = wanted;
        await().untilAsserted(() -> assertThat(ingress(atHost).getSpec().getRules())
                .extracting(rule -> rule.getHost())
                .containsExactly("elsewhere.example.com"));

        installation.gateway().delete(wanted);
        await().untilAsserted(() -> assertThat(objects()).isEmpty());
    }

    /** The Gateway takes it since the deployer says that it knows it. */
    @Test
    void whatIsAskedOfAModelProxyReachesItsContainer() {
        installation.startDeployer("demo", Map.of("deployer.allowed.record-sinks", "sink"));
        Deployment plain = installation.gateway().create("demo", model(namespace, "signs"));
        awaitStatus(plain, READY);

        Deployment.Builder asked = plain.toBuilder();
        asked.getMetricsBuilder()
                .setImage("example/proxy:1")
                .setServedName("signs")
                .setRecordUrl("http://sink")
                .setRecordPercent(5)
                .setModelMetricsPath("/metrics");
        Deployment wanted = installation.gateway().update(asked.build());

        await().untilAsserted(() -> assertThat(
                        deployment(wanted).getSpec().getTemplate().getSpec().getContainers())
                .filteredOn(container -> container.getName().equals("proxy"))
                .singleElement()
                .satisfies(proxy -> assertThat(proxy.getEnv())
                        .contains(
                                new EnvVar("MODEL_NAME", "signs", null),
                                new EnvVar("RECORD_URL", "http://sink", null),
                                new EnvVar("RECORD_PERCENT", "5", null),
                                new EnvVar("MODEL_METRICS_PATH", "/metrics", null))));
        awaitStatus(wanted, READY);
    }

    /** R6: what somebody changed by hand in a field of ours is set back; what others added stays. */
    @Test
    void driftIsSetBackAndWhatOthersAddedStays() {
        installation.startDeployer("demo", Map.of());
        Deployment wanted = installation.gateway().create("demo", model(namespace, "drifting"));
        awaitStatus(wanted, READY);

        edit(deployment(wanted), made -> {
            made.getMetadata().getAnnotations().put("example.com/note", "mine");
            made.getMetadata().setFinalizers(List.of("example.com/keep"));
            made.getSpec().getTemplate().getSpec().getContainers().get(0).setImage("example/by-hand:9");
            made.getSpec()
                    .getTemplate()
                    .getSpec()
                    .getContainers()
                    .add(new ContainerBuilder()
                            .withName("injected")
                            .withImage("example/mesh:1")
                            .build());
        });
        edit(service(wanted), made -> {
            made.getSpec().getPorts().get(0).setPort(9999);
        });
        client.resource(ingress(wanted)).delete();

        await().untilAsserted(() -> {
            assertThat(image(wanted)).isEqualTo("example/model:1");
            assertThat(deployment(wanted).getMetadata().getAnnotations()).containsEntry("example.com/note", "mine");
            assertThat(deployment(wanted).getMetadata().getFinalizers()).containsExactly("example.com/keep");
            assertThat(deployment(wanted).getSpec().getTemplate().getSpec().getContainers())
                    .extracting(container -> container.getName())
                    .contains("model", "injected");
            assertThat(service(wanted).getSpec().getPorts())
                    .extracting(port -> port.getPort())
                    .contains(8501);
            assertThat(ingress(wanted)).isNotNull();
        });
        edit(deployment(wanted), made -> {
            made.getMetadata().setFinalizers(List.of());
        });
    }

    /** Neither what is healed nor what is removed waits for a maintenance window; what is healed becomes what it was. */
    @Test
    void whileAChangeWaitsForItsWindowWhatIsDamagedIsMadeAsItWasAndRemovalsGoOn() {
        installation.startDeployer("demo", Map.of());
        Deployment before = installation
                .gateway()
                .create(
                        "demo",
                        model(namespace, "waiting").toBuilder()
                                .addMaintenanceWindows(inHalfADay())
                                .build());
        awaitStatus(before, READY);
        Deployment wanted = installation.gateway().update(withImage(before, "example/model:2"));
        assertThat(installation.known(wanted).getWaitsUntil())
                .isGreaterThan(Instant.now().toEpochMilli());

        edit(deployment(wanted), made -> {
            made.getSpec().getTemplate().getSpec().getContainers().get(0).setImage("example/by-hand:9");
        });
        client.resource(ingress(wanted)).delete();

        await().untilAsserted(() -> {
            assertThat(image(wanted)).isEqualTo("example/model:1");
            assertThat(ingress(wanted)).isNotNull();
        });
        awaitStatus(wanted, READY);
        assertThat(image(wanted)).isEqualTo("example/model:1");

        installation.gateway().delete(wanted);
        await().untilAsserted(() -> assertThat(objects()).isEmpty());
    }

    private static MaintenanceWindow inHalfADay() {
        ZonedDateTime opening = ZonedDateTime.now(ZoneOffset.UTC).plusHours(12);
        return MaintenanceWindow.newBuilder()
                .setCron(opening.getMinute() + " " + opening.getHour() + " * * *")
                .setTimeZone("UTC")
                .setLength("1m")
                .build();
    }

    /** R3: an object of the same name that is somebody else's is a conflict, never overwritten, never deleted. */
    @Test
    void somebodyElsesObjectIsReportedAndNeverTouched() {
        String token = installation.gateway().createDeployer("demo").getToken();
        Deployment wanted = installation.gateway().create("demo", model(namespace, "taken"));
        Service theirs = putSomebodyElsesServiceInTheWayOf(wanted);

        installation.start(token, Map.of());

        await().untilAsserted(() -> assertThat(installation.known(wanted).getReport())
                .returns(Phase.PHASE_FAILED, Report::getPhase)
                .extracting(Report::getMessage)
                .asString()
                .contains("Service " + namespace + "/" + objectName(wanted)));
        assertThat(service(wanted)).isEqualTo(theirs);
        installation.gateway().delete(wanted);
        await().untilAsserted(() -> assertThat(objects()).isEmpty());
        assertThat(service(wanted)).isEqualTo(theirs);
        client.resource(theirs).delete();
    }

    @Test
    void aConflictEndsWhenTheNameIsFree() {
        String token = installation.gateway().createDeployer("demo").getToken();
        Deployment wanted = installation.gateway().create("demo", model(namespace, "freed"));
        Service theirs = putSomebodyElsesServiceInTheWayOf(wanted);
        installation.start(token, Map.of());
        await().until(() -> installation.known(wanted).getReport().getPhase() == Phase.PHASE_FAILED);

        client.resource(theirs).delete();

        awaitStatus(wanted, READY);
    }

    /** R3: two deployers in one cluster, each with its own. */
    @Test
    void twoDeployersSideBySideKeepOffEachOthersObjects() {
        installation.startDeployer("first", Map.of());
        installation.startDeployer("second", Map.of());
        Deployment ofFirst = installation.gateway().create("first", model(namespace, "same-name"));
        Deployment ofSecond = installation.gateway().create("second", model(namespace, "same-name"));
        awaitStatus(ofFirst, READY);
        awaitStatus(ofSecond, READY);

        installation.gateway().delete(ofFirst);

        await().untilAsserted(() -> assertThat(objects())
                .extracting(object -> object.getMetadata().getName())
                .containsOnly(objectName(ofSecond)));
        assertThat(objects()).hasSize(3);
    }

    /** R2: a Gateway that comes back empty deletes nothing; R1: nor does one that is away. */
    @Test
    void aGatewayThatComesBackEmptyDeletesNothingAndDriftIsStillHealedWhileItIsAway() throws Exception {
        String token = installation.gateway().createDeployer("demo").getToken();
        installation.start(token, Map.of());
        Deployment wanted = installation.gateway().create("demo", model(namespace, "survivor"));
        awaitStatus(wanted, READY);

        installation.stopGateway();
        client.resource(ingress(wanted)).delete();
        await().untilAsserted(() -> assertThat(ingress(wanted)).isNotNull());

        installation.startEmptyGateway();
        await().untilAsserted(() -> assertThat(console().getHeldDeletions()).containsExactly(wanted.getId()));
        assertThat(objects()).hasSize(3);

        assertThat(console().releaseHeldDeletions()).containsExactly(wanted.getId());
        await().untilAsserted(() -> assertThat(objects()).isEmpty());
        assertThat(console().getHeldDeletions()).isEmpty();
    }

    /** As JConsole would see the deployer of this test. */
    private static DeployerMXBean console() throws JMException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = server.queryNames(new ObjectName("com.dotscience:type=Deployer,*"), null)
                .iterator()
                .next();
        return JMX.newMXBeanProxy(server, name, DeployerMXBean.class);
    }

    /** R2: what is removed by name goes at once, however many. */
    @Test
    void fiftyDeletionsGoAtOnce() {
        installation.startDeployer("demo", Map.of());
        List<Deployment> wanted = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            wanted.add(installation.gateway().create("demo", model(namespace, "many-" + i)));
        }
        await().untilAsserted(() -> assertThat(objects()).hasSize(150));

        wanted.forEach(installation.gateway()::delete);

        await().untilAsserted(() -> assertThat(objects()).isEmpty());
    }

    /** As somebody with kubectl would: again if somebody else was faster. */
    private <T extends HasMetadata> void edit(T object, Consumer<T> change) {
        await().ignoreExceptionsMatching(
                        e -> e instanceof KubernetesClientException refused && refused.getCode() == 409)
                .until(() -> {
                    client.resource(client.resource(object).get()).edit(made -> {
                        change.accept(made);
                        return made;
                    });
                    return true;
                });
    }

    private Service putSomebodyElsesServiceInTheWayOf(Deployment wanted) {
        return client.resource(new ServiceBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(objectName(wanted))
                        .endMetadata()
                        .withNewSpec()
                        .addNewPort()
                        .withPort(80)
                        .endPort()
                        .endSpec()
                        .build())
                .create();
    }

    protected final void awaitStatus(Deployment wanted, String status) {
        await().untilAsserted(() ->
                assertThat(installation.known(wanted).getReport().getStatus()).isEqualTo(status));
    }

    /** All objects in this test's namespace that a deployer made. */
    protected final List<HasMetadata> objects() {
        List<HasMetadata> all = new ArrayList<>();
        all.addAll(ours(client.apps().deployments()));
        all.addAll(ours(client.services()));
        all.addAll(ours(client.network().v1().ingresses()));
        return all;
    }

    private <T extends HasMetadata, L extends KubernetesResourceList<T>> List<T> ours(
            MixedOperation<T, L, ? extends Resource<T>> kind) {
        return kind.inNamespace(namespace)
                .withLabel("owner", "ds-deployer")
                .list()
                .getItems();
    }

    protected final io.fabric8.kubernetes.api.model.apps.Deployment deployment(Deployment wanted) {
        return client.apps()
                .deployments()
                .inNamespace(namespace)
                .withName(objectName(wanted))
                .get();
    }

    protected final Service service(Deployment wanted) {
        return client.services()
                .inNamespace(namespace)
                .withName(objectName(wanted))
                .get();
    }

    protected final Ingress ingress(Deployment wanted) {
        return client.network()
                .v1()
                .ingresses()
                .inNamespace(namespace)
                .withName(objectName(wanted))
                .get();
    }

    protected final String image(Deployment wanted) {
        return deployment(wanted)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0)
                .getImage();
    }

    protected static String objectName(Deployment wanted) {
        return "ds-" + wanted.getName() + "-" + wanted.getId().split("-")[0];
    }

    protected static Deployment withImage(Deployment wanted, String image) {
        return wanted.toBuilder()
                .setDeployment(wanted.getDeployment().toBuilder().setImage(image))
                .build();
    }

    protected static Deployment withReplicas(Deployment wanted, int replicas) {
        return wanted.toBuilder()
                .setDeployment(wanted.getDeployment().toBuilder().setReplicas(replicas))
                .build();
    }
}
