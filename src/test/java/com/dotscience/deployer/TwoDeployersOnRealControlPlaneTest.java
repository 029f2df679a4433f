package com.dotscience.deployer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.Deployment;
import com.dotscience.gateway.GatewayServer;
import com.dotscience.gateway.options.GatewayOptions;
import com.dotscience.testing.AuditEvent;
import com.dotscience.testing.Kubeconfig;
import com.dotscience.testing.ManagementClient;
import com.dotscience.testing.NeedsControlPlane;
import com.dotscience.testing.RealControlPlane;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R2 and R3 as an API server sees them: what Gateways say of whose something is, or that it is gone, counts for nothing. */
@NeedsControlPlane
class TwoDeployersOnRealControlPlaneTest {

    private static final String INSTALLED = "dotscience-deployer";

    private final RealControlPlane plane;
    private final KubernetesClient client;
    private final String namespace;
    private final List<AutoCloseable> opened = new ArrayList<>();

    @TempDir
    private Path folder;

    TwoDeployersOnRealControlPlaneTest(RealControlPlane plane) {
        this.plane = plane;
        this.client = plane.client();
        this.namespace = plane.newNamespace("two");
    }

    @AfterEach
    void close() throws Exception {
        for (int i = opened.size(); i > 0; i--) {
            opened.get(i - 1).close();
        }
    }

    /** With the rights and the Secret of the manifest that the Gateway gives each of them. */
    @Test
    void twoThatAreInstalledSideBySideWriteNothingOfEachOther() throws Exception {
        GatewayServer gateway = opened(GatewayServer.start(GatewayOptions.onLoopback(0, folder.resolve("gateway"))));
        ManagementClient management =
                opened(new ManagementClient(gateway.port(), gateway.adminToken().orElseThrow()));
        Instant start = Instant.now();
        List<String> homes = List.of("ds-first", "ds-second");
        for (String home : homes) {
            Secret secret = installed(
                    home, gateway.httpPort(), management.createDeployer(home).getToken());
            start(
                    "127.0.0.1:" + gateway.port(),
                    plane.serviceAccount(home, INSTALLED),
                    Map.of(
                            "deployer.token", text(secret, "token"),
                            "deployer.identity", text(secret, "identity")));
        }
        List<Deployment> wanted = homes.stream()
                .map(home -> management.create(
                        home, model("signs", namespace).toBuilder().clearId().build()))
                .toList();
        await().until(() -> uids().size() == 2);
        Map<String, String> made = uids();

        management.delete(wanted.get(0));

        await().until(() -> uids().size() == 1);
        assertThat(uids().values()).allSatisfy(uid -> assertThat(made).containsValue(uid));
        List<AuditEvent> writes = plane.auditLog().since(start).stream()
                .filter(AuditEvent::isWrite)
                .filter(event -> event.namespace().equals(namespace))
                .filter(event -> !event.resource().equals("events"))
                .toList();
        assertThat(writes).extracting(AuditEvent::user).contains(user("ds-first"), user("ds-second"));
        for (int i = 0; i < homes.size(); i++) {
            String user = user(homes.get(i));
            String own = "-" + wanted.get(i).getId().split("-")[0];
            assertThat(writes)
                    .filteredOn(
                            event -> event.user().equals(user) && !event.verb().equals("create"))
                    .as("changed by " + user)
                    .allSatisfy(event -> assertThat(event.name()).endsWith(own));
        }
    }

    @Test
    void aGatewayThatLiesOfWhoItsDeployerIsTouchesNothingOfAnother() throws Exception {
        LyingGateway honest = opened(new LyingGateway());
        LyingGateway liar = opened(new LyingGateway());
        List<String> theirs = names("theirs", 6);
        theirs.forEach(name -> honest.want(model(name, namespace)));
        start(
                honest.address(),
                plane.admin(),
                Map.of("deployer.token", "first", "deployer.identity", namespace + "-1"));
        await().until(() -> names().equals(Set.copyOf(theirs)));
        Map<String, String> before = versions();

        liar.naming(namespace + "-1");
        liar.want(model("mine" + namespace, namespace));
        start(liar.address(), plane.admin(), Map.of("deployer.token", "second", "deployer.identity", namespace + "-2"));
        await().until(() -> names().contains("mine" + namespace));
        theirs.forEach(name -> liar.tombstone(name, true));
        theirs.subList(0, 3)
                .forEach(name -> liar.want(model(name, namespace).toBuilder()
                        .setName("else-" + name)
                        .build()));
        theirs.subList(3, 6).forEach(name -> liar.want(model(name, namespace)));

        long lists = liar.lists();
        await().until(() -> liar.lists() >= lists + 3
                && theirs.subList(3, 6).stream()
                        .noneMatch(name -> liar.said(name).isEmpty()));
        assertThat(versions()).containsAllEntriesOf(before);
    }

    @Test
    void anOwnGatewayThatLiesOfRemovalsOrKnowsOnlyAnOlderBackupDeletesNothingAtOnce() throws Exception {
        LyingGateway gateway = opened(new LyingGateway());
        List<String> all = names("model", 12);
        all.forEach(name -> gateway.want(model(name, namespace)));
        DeployerApplication deployer = start(
                gateway.address(), plane.admin(), Map.of("deployer.token", namespace, "deployer.identity", namespace));
        await().until(() -> names().equals(Set.copyOf(all)));
        Map<String, String> before = uids();

        gateway.forget(all.get(11));
        await().until(() -> deployer.heldDeletions().equals(Set.of(LyingGateway.id(all.get(11)))));
        assertThat(uids()).isEqualTo(before);

        gateway.tombstonesInAList(all.subList(0, 11), false);
        await().until(() -> deployer.heldDeletions().size() == 12);
        assertThat(uids()).isEqualTo(before);
    }

    /** Of all that the page gives, what a deployer that runs elsewhere needs. */
    private Secret installed(String home, int httpPort, String token) throws Exception {
        URI page = URI.create("http://127.0.0.1:" + httpPort + "/dotscience?gateway=127.0.0.1:8800&namespace=" + home
                + "&token=" + token);
        String manifest = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString())
                .body();
        List<HasMetadata> objects = client.load(new ByteArrayInputStream(manifest.getBytes(StandardCharsets.UTF_8)))
                .items();
        Set<String> needed = Set.of(
                "Namespace", "ServiceAccount", "Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding", "Secret");
        List<HasMetadata> made = objects.stream()
                .filter(object -> needed.contains(object.getKind()))
                .map(object -> client.resource(object).serverSideApply())
                .map(HasMetadata.class::cast)
                .toList();
        opened.add(() -> made.stream()
                .filter(object -> !(object instanceof Namespace))
                .forEach(object -> client.resource(object).delete()));
        return client.secrets().inNamespace(home).list().getItems().stream()
                .filter(secret -> secret.getData() != null && secret.getData().containsKey("identity"))
                .findFirst()
                .orElseThrow();
    }

    private static String text(Secret secret, String key) {
        return new String(Base64.getDecoder().decode(secret.getData().get(key)), StandardCharsets.UTF_8);
    }

    private static String user(String home) {
        return "system:serviceaccount:" + home + ":" + INSTALLED;
    }

    private DeployerApplication start(String gateway, Kubeconfig kubeconfig, Map<String, String> settings) {
        Map<String, String> values = new HashMap<>(Map.of(
                "deployer.gateway.address",
                gateway,
                "deployer.gateway.tls",
                "false",
                "deployer.poll.interval",
                "200ms",
                "deployer.health.port",
                "0",
                "deployer.lease",
                "none",
                "deployer.kubeconfig",
                kubeconfig.writeTo(folder.resolve(UUID.randomUUID().toString())).toString()));
        values.putAll(settings);
        DeployerApplication deployer = opened(DeployerApplication.of(Map.of(), values));
        deployer.start();
        return deployer;
    }

    private static List<String> names(String prefix, int number) {
        return IntStream.range(0, number).mapToObj(i -> prefix + i).toList();
    }

    private static Deployment model(String name, String namespace) {
        return LyingGateway.model(name).toBuilder().setNamespace(namespace).build();
    }

    private Stream<io.fabric8.kubernetes.api.model.apps.Deployment> made() {
        return client.apps().deployments().inNamespace(namespace).list().getItems().stream();
    }

    private Set<String> names() {
        return made().map(made -> made.getMetadata().getAnnotations().get("name"))
                .collect(Collectors.toSet());
    }

    private Map<String, String> uids() {
        return made().collect(Collectors.toMap(
                made -> made.getMetadata().getName(), made -> made.getMetadata().getUid()));
    }

    /** By name: whatever is written makes another, but for what the cluster itself writes into the status. */
    private Map<String, String> versions() {
        return made().collect(Collectors.toMap(
                made -> made.getMetadata().getName(),
                made -> made.getMetadata().getUid() + " " + made.getMetadata().getGeneration() + " "
                        + made.getMetadata().getAnnotations().get("deployer.dotscience.com/identifier")));
    }

    private <T extends AutoCloseable> T opened(T what) {
        opened.add(what);
        return what;
    }
}
