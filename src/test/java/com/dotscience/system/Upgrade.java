package com.dotscience.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.management.ModelDeployment;
import com.dotscience.deployer.DeployerApplication;
import com.dotscience.testing.FakeKubelet;
import com.dotscience.testing.GoGateway;
import com.dotscience.testing.GoGateway.Announcement;
import com.dotscience.testing.ManagementClient;
import com.dotscience.testing.RealControlPlane;
import com.dotscience.testing.released.RecordedInstallation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a released version left behind, first without its programs, then with today's: a Gateway of ours and another's, each with
 * a deployer, both in one cluster.
 */
final class Upgrade implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Pattern RESYNCS =
            Pattern.compile("(?m)^camel_exchanges_total\\{.*routeId=\"resync\".*} (\\S+)$");

    private final RecordedInstallation recorded;
    private final Path folder;
    private final KubernetesClient client;
    private final HttpClient http = HttpClient.newHttpClient();
    private final FakeKubelet kubelet;
    private final Installation installation;
    private final GoGateway elsewhere;

    /**
     * Makes its objects, and starts the Gateways.
     *
     * @param plane with nothing of it; what is left is gone when this is closed
     */
    Upgrade(RecordedInstallation recorded, RealControlPlane plane, Path folder) throws IOException {
        this.recorded = recorded;
        this.folder = folder;
        this.client = plane.client();
        this.kubelet = FakeKubelet.start(plane, Duration.ZERO, recorded.fateOfPods());
        recorded.namespaces().forEach(plane::ensureNamespace);
        for (HasMetadata each : recorded.objects()) {
            client.resource(each).create();
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(deployments()).allSatisfy(Upgrade::isRolledOut));
        recorded.copyDatabaseTo(Installation.data(folder));
        installation = new Installation(folder, plane.admin(), recorded.token(RecordedInstallation.ADMIN_TOKEN));
        elsewhere =
                new GoGateway(recorded.token(RecordedInstallation.FOREIGN_TOKEN), Announcement.UNIMPLEMENTED).start();
        recorded.foreign().forEach(elsewhere::put);
    }

    private List<Deployment> deployments() {
        return client.apps().deployments().inAnyNamespace().list().getItems();
    }

    private static void isRolledOut(Deployment deployment) {
        assertThat(deployment.getStatus().getObservedGeneration()).isEqualTo(1);
        assertThat(deployment.getStatus().getUpdatedReplicas())
                .isEqualTo(deployment.getSpec().getReplicas());
    }

    /**
     * Starts the deployers, and waits until all is planned, and planned again at two resyncs.
     *
     * @param routeFiles whether they have those of their operator
     */
    void startDeployers(boolean routeFiles) throws IOException {
        Map<String, String> settings = Map.of(
                "deployer.resync.interval",
                "2s",
                "deployer.routes.folder",
                (routeFiles ? recorded.routes() : folder.resolve("none"))
                        .toAbsolutePath()
                        .toString());
        Map<String, String> foreignSettings = new TreeMap<>(settings);
        foreignSettings.put("deployer.gateway.address", elsewhere.address());
        List.of(
                        installation.start(recorded.token(RecordedInstallation.TOKEN), settings),
                        installation.start(recorded.token(RecordedInstallation.FOREIGN_TOKEN), foreignSettings))
                .forEach(this::awaitTwoResyncs);
        assertThat(gateway().list()).allMatch(ModelDeployment::hasReport);
    }

    private void awaitTwoResyncs(DeployerApplication deployer) {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(get(deployer, "/health/ready").statusCode()).isEqualTo(200));
        double before = resyncs(deployer);
        // The third begins when the second is over.
        await().atMost(PATIENCE).until(() -> resyncs(deployer) >= before + 3);
        assertThat(get(deployer, "/health").body()).contains("\"routes\" : true", "\"held_deletions\" : [ ]");
    }

    private double resyncs(DeployerApplication deployer) {
        Matcher found = RESYNCS.matcher(get(deployer, "/metrics").body());
        return found.find() ? Double.parseDouble(found.group(1)) : 0;
    }

    private HttpResponse<String> get(DeployerApplication deployer, String path) {
        URI uri = URI.create("http://127.0.0.1:" + deployer.healthPort() + path);
        return http.sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .join();
    }

    ManagementClient gateway() {
        return installation.gateway();
    }

    GoGateway elsewhere() {
        return elsewhere;
    }

    /** All that deployers made, and what no upgrade may change of it. */
    Map<String, Running> running() {
        return Running.in(client);
    }

    @Override
    public void close() {
        installation.close();
        elsewhere.close();
        RecordedInstallation.madeByDeployers(client)
                .forEach(each -> client.resource(each).delete());
        client.resources(IngressClass.class).delete();
        await().atMost(PATIENCE).until(() -> running().isEmpty());
        kubelet.close();
    }
}
