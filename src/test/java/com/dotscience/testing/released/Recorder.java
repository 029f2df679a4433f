package com.dotscience.testing.released;

import static org.awaitility.Awaitility.await;

import com.dotscience.api.Phase;
import com.dotscience.api.management.Report;
import com.dotscience.testing.DeployerProcess;
import com.dotscience.testing.FakeKubelet;
import com.dotscience.testing.GoGateway;
import com.dotscience.testing.ManagementClient;
import com.dotscience.testing.RealControlPlane;
import com.dotscience.testing.ScratchFolder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClassBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Runs a released distribution on a real control plane, and keeps what it leaves behind. */
final class Recorder {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String FOREIGN_TOKEN = "QZBXM57CUDQOB6HDXU3ATLG6WZOH2U5IQN6HJA46AAH3EH2XN5OQ====";
    private static final Set<Phase> SETTLED = Set.of(Phase.PHASE_READY, Phase.PHASE_FAILED);

    private final Path distribution;
    private final RecordedInstallation recording;

    private Recorder(Path distribution, Path folder) throws IOException {
        this.distribution = distribution.toAbsolutePath();
        this.recording = new RecordedInstallation(folder);
        ScratchFolder.emptied(folder);
        Files.createDirectories(recording.routes());
    }

    /** {@code Recorder DISTRIBUTION FOLDER}. */
    public static void main(String[] arguments) throws Exception {
        Recorder recorder = new Recorder(Path.of(arguments[0]), Path.of(arguments[1]));
        recorder.recordRoutes();
        try (RealControlPlane plane =
                RealControlPlane.start(RealControlPlane.assets().orElseThrow())) {
            recorder.record(plane);
        }
    }

    private void record(RealControlPlane plane) throws Exception {
        ScratchFolder scratch = ScratchFolder.temporary("recording-");
        try (FakeKubelet kubelet = FakeKubelet.start(plane, Duration.ZERO, recording.fateOfPods());
                ReleasedGateway gateway = ReleasedGateway.start(distribution, scratch.path());
                GoGateway elsewhere = new GoGateway(FOREIGN_TOKEN, GoGateway.Announcement.UNIMPLEMENTED).start();
                ManagementClient management = new ManagementClient(gateway.port(), gateway.adminToken())) {
            recording.namespaces().forEach(plane::ensureNamespace);
            plane.client().resource(nginx()).create();
            String token = created(gateway).get("token").asText();
            try (DeployerProcess ours = deployer(plane, folder(scratch, "ours"), gateway.port(), token);
                    DeployerProcess theirs =
                            deployer(plane, folder(scratch, "theirs"), elsewhere.port(), FOREIGN_TOKEN)) {
                ask(gateway, management);
                AskedElsewhere.all().forEach(elsewhere::put);
                await("all to be as it can be").atMost(PATIENCE).until(() -> {
                    ours.mustBeAlive();
                    theirs.mustBeAlive();
                    return isSettled(gateway, management) && isSettled(elsewhere);
                });
            }
            recording.keepTokens(gateway.adminToken(), token, FOREIGN_TOKEN);
            recording.keepForeign(AskedElsewhere.all());
            recording.keepObjects(objects(plane.client()));
            recording.keepDatabase(gateway.end());
        } finally {
            scratch.delete();
        }
    }

    private static void ask(ReleasedGateway gateway, ManagementClient management) {
        for (List<String> words : Asked.withDs()) {
            List<String> command = new ArrayList<>(List.of("deployment", "create", "-d", "minikube"));
            command.addAll(words);
            gateway.ds(command);
        }
        Asked.withTheApi().forEach(wanted -> management.create("minikube", wanted));
    }

    private static JsonNode created(ReleasedGateway gateway) throws IOException {
        return new ObjectMapper().readTree(gateway.ds(List.of("deployer", "create", "minikube", "-o", "json")));
    }

    private DeployerProcess deployer(RealControlPlane plane, Path folder, int gatewayPort, String token) {
        return DeployerProcess.start(distribution, folder, gatewayPort, token, plane.kubeconfigFile(), Map.of());
    }

    private static Path folder(ScratchFolder scratch, String name) throws IOException {
        return Files.createDirectory(scratch.path().resolve(name));
    }

    private static boolean isSettled(ReleasedGateway gateway, ManagementClient management) throws IOException {
        JsonNode listed = new ObjectMapper().readTree(gateway.ds(List.of("deployment", "ls", "-o", "json")));
        for (JsonNode each : listed) {
            Report report = management.get(each.get("id").asText()).getReport();
            if (!SETTLED.contains(report.getPhase())) {
                return false;
            }
        }
        return !listed.isEmpty();
    }

    private static boolean isSettled(GoGateway elsewhere) {
        return AskedElsewhere.all().stream()
                .allMatch(wanted -> elsewhere.reports().stream()
                        .anyMatch(
                                report -> report.getId().equals(wanted.getId()) && report.getAvailableReplicas() == 1));
    }

    private static List<HasMetadata> objects(KubernetesClient client) {
        List<HasMetadata> objects = new ArrayList<>(RecordedInstallation.madeByDeployers(client));
        objects.addAll(client.network().v1().ingressClasses().list().getItems());
        objects.sort(
                Comparator.comparing((HasMetadata each) -> each.getMetadata().getName())
                        .thenComparing(HasMetadata::getKind));
        return objects;
    }

    private static IngressClass nginx() {
        return new IngressClassBuilder()
                .withNewMetadata()
                .withName("nginx")
                .endMetadata()
                .withNewSpec()
                .withController("k8s.io/ingress-nginx")
                .endSpec()
                .build();
    }

    /** Each bundled file, as one who changes it starts from its text, and one that stands by itself. */
    private void recordRoutes() throws IOException {
        try (ZipFile jar =
                        new ZipFile(distribution.resolve("lib/ds-deployer.jar").toFile());
                Stream<? extends ZipEntry> entries = jar.stream()) {
            for (ZipEntry entry : entries.filter(each -> each.getName().matches("routes/deployer/.*\\.yaml"))
                    .toList()) {
                try (InputStream text = jar.getInputStream(entry)) {
                    recording.keepRoute(
                            Path.of(entry.getName()).getFileName().toString(),
                            new String(text.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        recording.keepRoute("hello.yaml", """
                - route:
                    id: hello
                    from:
                      uri: platform-http:/hello
                      steps:
                        - setBody:
                            constant: hello
                """);
    }
}
