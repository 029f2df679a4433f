package com.dotscience.system;

import static com.dotscience.system.Installation.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.Deployment;
import com.dotscience.api.Phase;
import com.dotscience.api.management.DeploymentRef;
import com.dotscience.api.management.Report;
import com.dotscience.api.management.StreamLogsRequest;
import com.dotscience.testing.FakeKubelet;
import com.dotscience.testing.NeedsControlPlane;
import com.dotscience.testing.PodFate;
import com.dotscience.testing.RealControlPlane;
import io.fabric8.kubernetes.api.model.Pod;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** How people hear of what happens, from a deployer that neither polls nor resyncs: only events reach it. */
@NeedsControlPlane
class HeardOnRealControlPlaneTest {

    private final RealControlPlane plane;
    private final String namespace;
    private FakeKubelet kubelet;
    private Installation installation;
    private Deployment wanted;

    HeardOnRealControlPlaneTest(RealControlPlane plane) {
        this.plane = plane;
        this.namespace = plane.newNamespace("heard");
    }

    @BeforeEach
    void deployOne(@TempDir Path folder) {
        kubelet = FakeKubelet.start(plane);
        installation = new Installation(folder, plane.admin());
        installation.startDeployer("demo", Map.of("deployer.poll.interval", "1h", "deployer.resync.interval", "1h"));
        wanted = installation.gateway().create("demo", model(namespace, "cats"));
        await().untilAsserted(() ->
                assertThat(installation.known(wanted).getReport()).returns(Phase.PHASE_READY, Report::getPhase));
    }

    @AfterEach
    void uninstall() {
        installation.close();
        kubelet.close();
    }

    /** The pod is bound to a node that does not exist, so that the API server cannot ask there. */
    @Test
    void aLogThatCannotBeReadIsSaidAtOnce(TestReporter figures) {
        StreamLogsRequest request = StreamLogsRequest.newBuilder()
                .setRef(DeploymentRef.newBuilder().setDeployment(wanted.getId()))
                .build();
        long asked = System.nanoTime();

        Status refusal = catchThrowableOfType(
                        StatusRuntimeException.class,
                        () -> installation.gateway().logs(request).hasNext())
                .getStatus();

        figures.publishEntry("ms to a refusal", Long.toString((System.nanoTime() - asked) / 1_000_000));
        // Not the Gateway's own UNAVAILABLE, which comes when a deployer says nothing.
        assertThat(refusal.getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
        assertThat(refusal.getDescription())
                .startsWith("the API server gives no log of pod "
                        + pod().getMetadata().getName());
    }

    @Test
    void whatChangesInAPodIsHeardWithoutAPollOrAResync(TestReporter figures) {
        List<Long> millis = new ArrayList<>();
        for (int restarts = 1; restarts <= 10; restarts++) {
            String says = "has restarted " + (restarts == 1 ? "once" : restarts + " times");
            Pod pod = pod();
            pod.getStatus().getContainerStatuses().forEach(PodFate.restarted("Error", 1, restarts));
            long written = System.currentTimeMillis();
            plane.client().resource(pod).updateStatus();

            await().untilAsserted(() -> assertThat(
                            installation.known(wanted).getReport().getMessage())
                    .contains(says));
            millis.add(installation.known(wanted).getReport().getReceivedAt() - written);
        }

        figures.publishEntry("ms from a pod's status to the Gateway", millis.toString());
        assertThat(millis).allMatch(each -> each >= 0);
    }

    private Pod pod() {
        return plane.client().pods().inNamespace(namespace).list().getItems().get(0);
    }
}
