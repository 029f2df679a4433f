package com.dotscience.testing.kubelet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.testing.Embedded;
import com.dotscience.testing.EmbeddedCluster;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Embedded
class KubeletTest {

    private static final Map<String, String> LABELS = Map.of("app", "cats");

    private final EmbeddedCluster cluster = EmbeddedCluster.start();
    private final KubernetesClient client = cluster.client();
    private final Map<String, Image> images = new HashMap<>();
    private final List<HttpServer> servers = new ArrayList<>();

    @TempDir
    private Path folder;

    private Kubelet kubelet;
    private DeploymentController controller;

    @BeforeEach
    void start() {
        kubelet = Kubelet.start(cluster, name -> images.getOrDefault(name, new Image.Pretended()), folder);
        controller = DeploymentController.start(cluster.kubeconfig());
    }

    @AfterEach
    void stop() {
        controller.close();
        kubelet.close();
        servers.forEach(server -> server.stop(0));
        cluster.close();
    }

    @Test
    void aPodIsReadyWhenItsProbeSucceeds() throws IOException {
        images.put("cats:1", script("exec sleep 1000"));
        deploy(1, probed("cats:1", 8080));
        await().until(() -> isRunning("model"));
        assertThat(Readiness.isPodReady(pod())).isFalse();

        AtomicInteger status = new AtomicInteger(503);
        AtomicInteger asked = new AtomicInteger();
        serve(kubelet.port(pod(), 8080).orElseThrow(), "/health", () -> {
            asked.incrementAndGet();
            return status.get();
        });
        await().until(() -> asked.get() >= 2);
        assertThat(Readiness.isPodReady(pod())).isFalse();
        status.set(204);

        await().until(() -> Readiness.isPodReady(pod()));
        await().until(() -> Integer.valueOf(1).equals(deployment().getStatus().getAvailableReplicas()));
    }

    /** The sidecar gets its signal at once, the model when its preStop is over. */
    @Test
    void aPodEndsInTheOrderOfARealKubelet() throws IOException {
        images.put("cats:1", script(onTerm("echo model >>events")));
        images.put("proxy:1", script(onTerm("echo proxy >>events")));
        Container model = new ContainerBuilder(container("model", "cats:1"))
                .withNewLifecycle()
                .withNewPreStop()
                .withNewHttpGet()
                .withPath("/drained")
                .withPort(new IntOrString(9502))
                .endHttpGet()
                .endPreStop()
                .endLifecycle()
                .build();
        Container proxy = new ContainerBuilder(container("proxy", "proxy:1"))
                .addNewPort()
                .withContainerPort(9502)
                .endPort()
                .build();
        deploy(1, model, proxy);
        await().until(() -> log("model").contains("started") && log("proxy").contains("started"));
        CountDownLatch mayEnd = new CountDownLatch(1);
        serve(kubelet.port(pod(), 9502).orElseThrow(), "/drained", () -> {
            waitFor(mayEnd);
            return 200;
        });

        client.resource(deployment()).delete();

        await().until(() -> events().equals("proxy\n"));
        assertThat(pod().isMarkedForDeletion()).isTrue();
        assertThat(Readiness.isPodReady(pod())).isFalse();
        mayEnd.countDown();
        await().until(() -> pods().isEmpty());
        assertThat(events()).isEqualTo("proxy\nmodel\n");
    }

    @Test
    void whatDoesNotEndInItsGracePeriodIsKilled() {
        images.put("cats:1", script("trap '' TERM; echo started; echo $$ >pid; while :; do sleep 0.1; done"));
        Deployment stubborn = deployment(1, container("model", "cats:1"));
        stubborn.getSpec().getTemplate().getSpec().setTerminationGracePeriodSeconds(1L);
        client.resource(stubborn).create();
        await().until(() -> log("model").contains("started"));
        long pid = Long.parseLong(read("pid").strip());
        assertThat(ProcessHandle.of(pid)).isPresent();

        client.resource(deployment()).delete();

        await().until(() -> pods().isEmpty());
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void whatCrashesIsStartedAgainAndThenHasToWait() {
        images.put("cats:1", script("echo no model here; exit 3"));
        deploy(1, container("model", "cats:1"));

        await().until(() -> "CrashLoopBackOff".equals(waiting()));

        ContainerStatus status = status("model");
        assertThat(status.getState().getWaiting().getMessage())
                .startsWith("back-off 10s restarting failed container=model pod=cats-");
        assertThat(status.getRestartCount()).isEqualTo(1);
        assertThat(status.getLastState().getTerminated().getExitCode()).isEqualTo(3);
        assertThat(status.getLastState().getTerminated().getReason()).isEqualTo("Error");
        assertThat(log("model")).isEqualTo("no model here\n");
    }

    @Test
    void whatThereIsNotCannotBePulled() {
        images.put("cats:9", new Image.Missing("cats:9: not found"));
        deploy(1, container("model", "cats:9"));

        await().until(() -> "ErrImagePull".equals(waiting()));
        assertThat(pod().getStatus().getPhase()).isEqualTo("Pending");
        await().until(() -> "ImagePullBackOff".equals(waiting()));
        assertThat(status("model").getState().getWaiting().getMessage()).isEqualTo("Back-off pulling image \"cats:9\"");
    }

    /** A sidecar too, whatever it is: it would wait for ever for a model that does not run. */
    @Test
    void whatItCannotRunItPretendsAndSaysSo() {
        images.put("proxy:1", script("exit 1"));
        deploy(1, probed("cats:1", 8080), container("proxy", "proxy:1"));

        await().until(() -> pods().size() == 1 && Readiness.isPodReady(pod()));

        assertThat(log("model"))
                .isEqualTo("Starting cats:1\n"
                        + "This is the demo: it runs no such image, it only pretends to, and no model is served\n");
        client.resource(deployment()).delete();
        await().until(() -> pods().isEmpty());
    }

    @Test
    void aProgramIsToldItsRealPortsAndNothingOfTheEnvironmentHere() {
        images.put(
                "cats:1",
                new Image.Program(
                        ports -> List.of("sh", "-c", "echo $A_PORT $B_PORT $ADDRESS; env | wc -l; exec sleep 1000"),
                        Map.of("A_PORT", "8080", "B_PORT", "1")));
        Container model = new ContainerBuilder(probed("cats:1", 8080))
                .addNewEnv()
                .withName("ADDRESS")
                .withValue("http://127.0.0.1:8080")
                .endEnv()
                .addNewEnv()
                .withName("B_PORT")
                .withValue("2")
                .endEnv()
                .build();
        deploy(1, model);
        await().until(() -> pods().size() == 1 && log("model").lines().count() == 3);

        int port = kubelet.port(pod(), 8080).orElseThrow();
        List<String> lines = log("model").lines().toList();
        assertThat(lines.get(0)).isEqualTo("Port 8080 of this pod is http://127.0.0.1:" + port + " on this machine");
        assertThat(lines.get(1)).isEqualTo(port + " 2 http://127.0.0.1:" + port);
        // PATH, HOME and so on, PWD and _ of the shell, and the three above.
        assertThat(Integer.parseInt(lines.get(2).strip())).isLessThanOrEqualTo(10);
    }

    @Test
    void anUpdateMakesTheNewBeforeItEndsTheOld() {
        images.put("cats:1", script("exec sleep 1000"));
        images.put("cats:2", script("exec sleep 1000"));
        deploy(2, container("model", "cats:1"));
        await().until(() -> ready().size() == 2);
        Set<String> old = names();
        List<Integer> readyCounts = new ArrayList<>();

        // Whatever the kubelet writes into the status meanwhile: nothing but the image is written.
        client.resource(deployment()).patch(PatchContext.of(PatchType.JSON), """
                [{"op": "replace", "path": "/spec/template/spec/containers/0/image", "value": "cats:2"}]""");

        await().until(() -> {
            readyCounts.add(ready().size());
            return pods().size() == 2 && names().stream().noneMatch(old::contains);
        });
        assertThat(readyCounts).allMatch(count -> count >= 2);
        await().until(() -> deployment().getStatus().getUpdatedReplicas() == 2
                && deployment().getStatus().getReplicas() == 2);
    }

    private void serve(int port, String path, IntSupplier status) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext(path, exchange -> {
            exchange.sendResponseHeaders(status.getAsInt(), -1);
            exchange.close();
        });
        server.start();
        servers.add(server);
    }

    private static Image script(String script) {
        return new Image.Program(ports -> List.of("sh", "-c", script), Map.of());
    }

    private static String onTerm(String command) {
        return "trap '" + command + "; exit 0' TERM; echo started; while :; do sleep 0.1; done";
    }

    private static Container container(String name, String image) {
        return new ContainerBuilder().withName(name).withImage(image).build();
    }

    private static Container probed(String image, int port) {
        return new ContainerBuilder(container("model", image))
                .addNewPort()
                .withContainerPort(port)
                .endPort()
                .withNewReadinessProbe()
                .withNewHttpGet()
                .withPath("/health")
                .withPort(new IntOrString(port))
                .endHttpGet()
                .endReadinessProbe()
                .build();
    }

    private void deploy(int replicas, Container... containers) {
        client.resource(deployment(replicas, containers)).create();
    }

    private static Deployment deployment(int replicas, Container... containers) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withNamespace("models")
                .withName("cats")
                .endMetadata()
                .withNewSpec()
                .withReplicas(replicas)
                .withNewSelector()
                .withMatchLabels(LABELS)
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(LABELS)
                .endMetadata()
                .withNewSpec()
                .withContainers(containers)
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    private Deployment deployment() {
        return client.apps()
                .deployments()
                .inNamespace("models")
                .withName("cats")
                .get();
    }

    private List<Pod> pods() {
        return client.pods().inNamespace("models").list().getItems();
    }

    private List<Pod> ready() {
        return pods().stream()
                .filter(pod -> Readiness.isPodReady(pod) && !pod.isMarkedForDeletion())
                .toList();
    }

    private Set<String> names() {
        return pods().stream().map(pod -> pod.getMetadata().getName()).collect(Collectors.toSet());
    }

    private Pod pod() {
        return pods().get(0);
    }

    private ContainerStatus status(String container) {
        return pods().stream()
                .flatMap(pod -> pod.getStatus().getContainerStatuses().stream())
                .filter(status -> status.getName().equals(container))
                .findFirst()
                .orElseGet(ContainerStatus::new);
    }

    private boolean isRunning(String container) {
        ContainerState state = status(container).getState();
        return state != null && state.getRunning() != null;
    }

    private String waiting() {
        ContainerState state = status("model").getState();
        return state == null || state.getWaiting() == null
                ? ""
                : state.getWaiting().getReason();
    }

    private String log(String container) {
        if (pods().isEmpty() || status(container).getState() == null) {
            return "";
        }
        return client.pods()
                .inNamespace("models")
                .withName(pod().getMetadata().getName())
                .inContainer(container)
                .getLog();
    }

    private String events() {
        return Files.exists(folder.resolve("events")) ? read("events") : "";
    }

    private String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
