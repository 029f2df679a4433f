package com.dotscience.system;

import static com.dotscience.system.Installation.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.Deployment;
import com.dotscience.api.management.DeploymentRef;
import com.dotscience.api.management.LogLine;
import com.dotscience.api.management.StreamLogsRequest;
import com.dotscience.testing.FakeKubelet;
import com.dotscience.testing.KubeletLogs;
import com.dotscience.testing.NeedsControlPlane;
import com.dotscience.testing.RealControlPlane;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs through a real API server, over connections that it and its client keep and use again. */
@NeedsControlPlane
class LogsOnRealControlPlaneTest {

    private static final int PODS = 5;
    private static final int CALLS = 20;

    private final RealControlPlane plane;
    private final String namespace;
    private KubeletLogs logs;
    private FakeKubelet kubelet;
    private Installation installation;
    private Deployment wanted;

    LogsOnRealControlPlaneTest(RealControlPlane plane) {
        this.plane = plane;
        this.namespace = plane.newNamespace("logs");
    }

    @BeforeEach
    void install(@TempDir Path folder) {
        logs = KubeletLogs.start(plane);
        kubelet = FakeKubelet.start(plane);
        installation = new Installation(folder, plane.admin());
        installation.startDeployer("demo", Map.of());
    }

    @AfterEach
    void uninstall() {
        installation.close();
        kubelet.close();
        logs.close();
    }

    /** A download that has ended and is given up once more took with it whatever call had its connection by then. */
    @Test
    void manyReadingsInARowLoseNoPod() {
        List<String> pods = pods(PODS);
        pods.forEach(pod -> logs.say(pod, "2026-01-02T03:04:05Z one of " + pod + "\n2026-01-02T03:04:06Z two\n"));
        List<LogLine> whole = pods.stream()
                .flatMap(pod -> List.of(line(pod, "one of " + pod), line(pod, "two")).stream())
                .toList();

        for (int call = 1; call <= CALLS; call++) {
            assertThat(read()).as("call %d", call).isEqualTo(whole);
        }
    }

    /** The kubelet has answered 200 before it looks, and writes into the log why there is none. */
    @Test
    void whatTheNodeSaysInPlaceOfALogIsAnErrorInWords() {
        List<String> pods = pods(2);
        String gone = "unable to retrieve container logs for containerd://804e36df845984";
        pods.forEach(pod -> logs.say(pod, gone));
        assertThatThrownBy(this::read)
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        e -> assertThat(e.getStatus())
                                .returns(Status.Code.FAILED_PRECONDITION, Status::getCode)
                                .returns(sentence(pods.get(1), gone), Status::getDescription));

        String broken = "rpc error: code = Unavailable desc = connection error";
        logs.say(pods.get(0), "2026-01-02T03:04:05Z one\n" + broken);
        logs.say(pods.get(1), "2026-01-02T03:04:05Z the model is unable to retrieve container logs for x");
        assertThat(read())
                .extracting(LogLine::getPod, LogLine::getLine, LogLine::getError)
                .containsExactly(
                        tuple(pods.get(0), "one", ""),
                        tuple(pods.get(0), "", sentence(pods.get(0), broken)),
                        tuple(pods.get(1), "the model is unable to retrieve container logs for x", ""));
    }

    private static String sentence(String pod, String said) {
        return "the node of pod " + pod + " gives no log, or no more of it: " + said
                + "; its container runtime may be away, or may have removed the container: see whether the node is well";
    }

    /** Makes a model deployment of so many replicas, and waits until their containers run. */
    private List<String> pods(int replicas) {
        Deployment.Builder model = model(namespace, "read").toBuilder();
        model.getDeploymentBuilder().setReplicas(replicas);
        wanted = installation.gateway().create("demo", model.build());
        await().until(() -> running().size() == replicas);
        return running();
    }

    private List<String> running() {
        return plane.client().pods().inNamespace(namespace).list().getItems().stream()
                .filter(pod -> !pod.getStatus().getContainerStatuses().isEmpty())
                .map(pod -> pod.getMetadata().getName())
                .sorted()
                .toList();
    }

    private List<LogLine> read() {
        List<LogLine> lines = new ArrayList<>();
        installation
                .gateway()
                .logs(StreamLogsRequest.newBuilder()
                        .setRef(DeploymentRef.newBuilder().setDeployment(wanted.getId()))
                        .build())
                .forEachRemaining(lines::add);
        return lines;
    }

    private static LogLine line(String pod, String line) {
        return LogLine.newBuilder().setPod(pod).setPods(PODS).setLine(line).build();
    }
}
