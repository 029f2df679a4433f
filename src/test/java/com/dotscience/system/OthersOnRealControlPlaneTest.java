package com.dotscience.system;

import static com.dotscience.system.Installation.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.Deployment;
import com.dotscience.testing.AuditEvent;
import com.dotscience.testing.AuditTail;
import com.dotscience.testing.FakeKubelet;
import com.dotscience.testing.Kubeconfig;
import com.dotscience.testing.NeedsControlPlane;
import com.dotscience.testing.RealControlPlane;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What others do to the cluster while something is wanted there: it is said in their words while it lasts, and once it is over all is as
 * wanted within the longest back-off, with nothing made twice.
 */
@NeedsControlPlane
class OthersOnRealControlPlaneTest {

    private static final String READY = "Deployment: ready Service: ready Ingress: ready";
    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(32);

    /** What a machine that has other things to do takes longer. */
    private static final Duration BUSY = Duration.ofSeconds(60);

    private static final String USER = "edge";
    private static final int AT_LEAST = 3;
    private static final int DEEDS = 20;

    private final RealControlPlane plane;
    private final KubernetesClient client;
    private final String namespace;
    private final AuditTail log;
    private final List<AuditEvent> writes = new ArrayList<>();
    private FakeKubelet kubelet;
    private Installation installation;
    private ClusterRoleBinding rights;
    private Kubeconfig account;
    private Path tokenFile;
    private Session session;

    /** A time in which the deployer has this token. */
    private record Session(Secret bound, String token) {}

    OthersOnRealControlPlaneTest(RealControlPlane plane) {
        this.plane = plane;
        this.client = plane.client();
        this.namespace = plane.newNamespace("others");
        this.log = plane.auditLog().tail();
    }

    @BeforeEach
    void install(@TempDir Path folder) throws IOException {
        kubelet = FakeKubelet.start(plane);
        rights = plane.grantAll(namespace, USER);
        account = plane.serviceAccount(namespace, USER);
        tokenFile = folder.resolve("token");
        session = begin();
        Path kubeconfig = Files.writeString(
                folder.resolve("rotated"), account.text().replace("token: " + account.token(), "tokenFile: token"));
        installation = new Installation(folder, account);
        installation.startDeployer("demo", Map.of("deployer.kubeconfig", kubeconfig.toString()));
    }

    @AfterEach
    void uninstall() {
        installation.close();
        kubelet.close();
        client.resource(rights).delete();
    }

    @Test
    void aQuotaThatIsUsedUpIsSaidAndOnceItIsRaisedAllIsMade() {
        limitServices("0");
        Instant begun = Instant.now();
        Deployment wanted = installation.gateway().create("demo", model(namespace, "signs"));

        awaitMessage(wanted, "exceeded quota");
        awaitRefused(begun, "services");
        limitServices("1");

        awaitWell(wanted);
        assertMadeOnce(begun);
    }

    /** It counts as limited once the status says so; there is no controller here that would say it. */
    private void limitServices(String number) {
        ResourceQuota quota = new ResourceQuotaBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName("few")
                .endMetadata()
                .withNewSpec()
                .addToHard("services", new Quantity(number))
                .endSpec()
                .build();
        client.resource(quota).createOr(there -> there.patch());
        client.resource(quota)
                .editStatus(there -> new ResourceQuotaBuilder(there)
                        .withNewStatus()
                        .addToHard("services", new Quantity(number))
                        .addToUsed("services", new Quantity("0"))
                        .endStatus()
                        .build());
    }

    @Test
    void aNamespaceThatIsDeletedAndStuckIsSaidAndOnceItIsMadeAnewAllIsMade() {
        String doomed = plane.newNamespace("doomed");
        client.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace(doomed)
                        .withName("stuck")
                        .withFinalizers("example.com/keep")
                        .endMetadata()
                        .build())
                .create();
        Deployment wanted = installation.gateway().create("demo", model(doomed, "signs"));
        awaitWell(wanted);

        Instant deleted = Instant.now();
        client.namespaces().withName(doomed).delete();
        awaitMessage(wanted, "because it is being terminated");
        awaitRefused(deleted, "deployments");
        client.configMaps()
                .inNamespace(doomed)
                .withName("stuck")
                .edit(stuck -> new ConfigMapBuilder(stuck)
                        .editMetadata()
                        .withFinalizers(List.of())
                        .endMetadata()
                        .build());
        awaitMessage(wanted, "namespaces \"" + doomed + "\" not found");

        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(doomed)
                        .endMetadata()
                        .build())
                .create();
        awaitWell(wanted);
        assertMadeOnce(deleted);
    }

    @Test
    void rightsThatAreTakenAwayAreSaidAndOnceTheyAreGivenBackAllIsAsWanted() {
        Deployment before = installation.gateway().create("demo", model(namespace, "signs"));
        awaitWell(before);

        client.resource(rights).delete();
        Instant taken = Instant.now();
        Deployment wanted = installation.gateway().update(withImage(before, "example/model:2"));
        awaitMessage(wanted, "is forbidden");
        awaitRefused(taken, "deployments");
        rights = plane.grantAll(namespace, USER);

        awaitWell(wanted);
        assertThat(image(wanted)).isEqualTo("example/model:2");
    }

    /** As the kubelet does it, long before the old one ends. */
    @Test
    void aTokenThatIsReplacedInTimeIsNoticedByNobody() {
        Deployment before = installation.gateway().create("demo", model(namespace, "signs"));
        awaitWell(before);

        Instant replaced = Instant.now();
        begin();
        end(session);
        Deployment wanted = installation.gateway().update(withImage(before, "example/model:2"));

        awaitWell(wanted);
        assertThat(image(wanted)).isEqualTo("example/model:2");
        assertThat(written(replaced)).isNotEmpty().allMatch(write -> write.code() < 400);
        assertThat(withoutValidToken(replaced)).isZero();
    }

    @Test
    void aTokenThatIsNotValidAnyMoreIsSaidAndOnceItIsReplacedAllIsAsWanted() {
        Deployment before = installation.gateway().create("demo", model(namespace, "signs"));
        awaitWell(before);

        Instant ended = Instant.now();
        end(session);
        Deployment wanted = installation.gateway().update(withImage(before, "example/model:2"));
        awaitMessage(wanted, "Unauthorized");
        await().until(() -> withoutValidToken(ended) > 0);
        begin();

        awaitWell(wanted);
        assertThat(image(wanted)).isEqualTo("example/model:2");
    }

    /** How often a deployer asked with a token that the API server does not take; whose it was the log does not say. */
    private long withoutValidToken(Instant since) {
        return plane.auditLog().since(since).stream()
                .filter(call -> call.code() == 401 && call.userAgent().startsWith("ds-deployer"))
                .count();
    }

    /** Writes a new token to the deployer's file, which is valid as long as a Secret of its own is there. */
    private Session begin() {
        Secret bound = client.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withGenerateName("session-")
                        .endMetadata()
                        .build())
                .create();
        ObjectMeta meta = bound.getMetadata();
        TokenRequest request = new TokenRequestBuilder()
                .withNewSpec()
                .withNewBoundObjectRef("v1", "Secret", meta.getName(), meta.getUid())
                .endSpec()
                .build();
        String token = client.serviceAccounts()
                .inNamespace(namespace)
                .withName(USER)
                .tokenRequest(request)
                .getStatus()
                .getToken();
        try {
            Files.writeString(tokenFile, token);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Session(bound, token);
    }

    /** Until its token is refused: for some seconds the API server goes on to believe a token that it has seen. */
    private void end(Session session) {
        client.resource(session.bound()).delete();
        Kubeconfig former = new Kubeconfig(account.server(), account.authority(), session.token());
        try (KubernetesClient asBefore =
                new KubernetesClientBuilder().withConfig(former.config()).build()) {
            await("the end of the former token").until(() -> {
                try {
                    asBefore.pods().inNamespace(namespace).list();
                    return false;
                } catch (KubernetesClientException refused) {
                    return refused.getCode() == 401;
                }
            });
        }
    }

    @Test
    void whateverAPersonEditsAndDeletesAllTheTimeAllEndsAsWanted() {
        Deployment wanted = installation.gateway().create("demo", model(namespace, "signs"));
        awaitWell(wanted);

        Random person = new Random(1);
        for (int deed = 0; deed < DEEDS; deed++) {
            await("something to do it to").until(() -> doSomething(person, name(wanted)));
        }

        await().atMost(Duration.ofMinutes(10)).untilAsserted(() -> {
            assertThat(deployment(wanted)).isNotNull();
            assertThat(image(wanted)).isEqualTo("example/model:1");
            assertThat(deployment(wanted).getSpec().getReplicas()).isEqualTo(1);
            assertThat(installation.known(wanted).getReport().getStatus()).isEqualTo(READY);
        });
    }

    /** Returns whether there was something to do it to. */
    private boolean doSomething(Random person, String name) {
        var deployments = client.apps().deployments().inNamespace(namespace).withName(name);
        try {
            return switch (person.nextInt(5)) {
                case 0 ->
                    !client.services()
                            .inNamespace(namespace)
                            .withName(name)
                            .delete()
                            .isEmpty();
                case 1 ->
                    !client.network()
                            .v1()
                            .ingresses()
                            .inNamespace(namespace)
                            .withName(name)
                            .delete()
                            .isEmpty();
                case 2 -> !deployments.delete().isEmpty();
                case 3 -> deployments.scale(3) != null;
                default ->
                    deployments.edit(object -> {
                                object.getSpec()
                                        .getTemplate()
                                        .getSpec()
                                        .getContainers()
                                        .get(0)
                                        .setImage("example/by-hand:" + person.nextInt());
                                return object;
                            })
                            != null;
            };
        } catch (KubernetesClientException gone) {
            return false;
        }
    }

    private io.fabric8.kubernetes.api.model.apps.Deployment deployment(Deployment wanted) {
        return client.apps()
                .deployments()
                .inNamespace(wanted.getNamespace())
                .withName(name(wanted))
                .get();
    }

    private static Deployment withImage(Deployment before, String image) {
        return before.toBuilder()
                .setDeployment(before.getDeployment().toBuilder().setImage(image))
                .build();
    }

    private String image(Deployment wanted) {
        return deployment(wanted)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0)
                .getImage();
    }

    private static String name(Deployment wanted) {
        return SystemTest.objectName(wanted);
    }

    private void awaitMessage(Deployment wanted, String words) {
        await(words)
                .untilAsserted(
                        () -> assertThat(installation.known(wanted).getReport().getMessage())
                                .contains(words));
    }

    /** Until it has met others' refusal a few times. */
    private void awaitRefused(Instant since, String resource) {
        await("refusals of " + resource)
                .until(() -> written(since)
                                .filter(write -> write.resource().equals(resource) && write.code() == 403)
                                .count()
                        >= AT_LEAST);
    }

    private void awaitWell(Deployment wanted) {
        await("that all is well").atMost(LONGEST_BACK_OFF.plus(BUSY)).untilAsserted(() -> {
            assertThat(installation.known(wanted).getReport().getRevision()).isEqualTo(wanted.getRevision());
            assertThat(installation.known(wanted).getReport().getStatus()).isEqualTo(READY);
        });
    }

    private void assertMadeOnce(Instant since) {
        assertThat(written(since)
                        .filter(write -> write.verb().equals("create") && write.code() == 201)
                        .collect(Collectors.groupingBy(AuditEvent::resource, Collectors.counting())))
                .as("how often each was made")
                .isEqualTo(Map.of("deployments", 1L, "services", 1L, "ingresses", 1L));
    }

    private Stream<AuditEvent> written(Instant since) {
        log.next().stream()
                .filter(event -> event.isWrite()
                        && event.user().endsWith(":" + namespace + ":" + USER)
                        && Contest.MODEL_OBJECTS.contains(event.resource()))
                .forEach(writes::add);
        return writes.stream().filter(write -> !write.received().isBefore(since));
    }
}
