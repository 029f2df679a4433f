package com.dotscience.system;

import static com.dotscience.system.Installation.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.Deployment;
import com.dotscience.api.management.DeploymentRef;
import com.dotscience.api.management.LogLine;
import com.dotscience.api.management.StreamLogsRequest;
import com.dotscience.deployer.DeployerApplication;
import com.dotscience.testing.Embedded;
import com.dotscience.testing.Kubeconfig;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs, from a cluster to whoever asks the Gateway. */
@Embedded
class LogsTest {

    private final StubbedLogs cluster = new StubbedLogs();
    private Installation installation;
    private DeployerApplication deployer;
    private Deployment wanted;

    @BeforeEach
    void start(@TempDir Path folder) {
        installation = new Installation(folder, new Kubeconfig(cluster.url(), "", "any"));
        deployer = installation.startDeployer("demo", Map.of("deployer.logs.streams", "2"));
        wanted = installation.gateway().create("demo", model("models", "cats"));
        // The deployer knows it, and its stream of log requests is there.
        await().until(() -> refusal(request()).getDescription().contains("there are no pods"));
    }

    @AfterEach
    void stop() {
        installation.close();
        cluster.close();
    }

    @Test
    void allPodsAreReadOneAfterTheOther() {
        cluster.put(running("cats-a"));
        cluster.put(running("cats-b"));
        cluster.log("cats-a")
                .write("2026-01-02T03:04:05.000000001Z one\n2026-01-02T03:04:05.000000002Z two\n")
                .end();
        cluster.log("cats-b").write("three, without a stamp").end();

        assertThat(read(request()))
                .containsExactly(
                        line("cats-a", 2, "one"),
                        line("cats-a", 2, "two"),
                        line("cats-b", 2, "three, without a stamp"));
        assertThat(read(request().setPod("cats-a").setTailLines(7).setSinceSeconds(600)))
                .containsExactly(line("cats-a", 1, "one"), line("cats-a", 1, "two"));
        assertThat(cluster.log("cats-a").asked()).last().asString().contains("tailLines=7", "sinceSeconds=600");
    }

    @Test
    void whatCannotBeReadIsSaidAtOnce() {
        Pod pulling = new PodBuilder(running("cats-a"))
                .editStatus()
                .withContainerStatuses()
                .addNewContainerStatus()
                .withName("model")
                .withNewState()
                .withNewWaiting("no such image", "ImagePullBackOff")
                .endState()
                .endContainerStatus()
                .endStatus()
                .build();
        cluster.put(pulling);
        assertThat(refusal(request())).returns(Status.Code.FAILED_PRECONDITION, Status::getCode);
        assertThat(refusal(request()).getDescription())
                .isEqualTo("container model of pod cats-a has not started: ImagePullBackOff (no such image)");
        assertThat(refusal(request().setPod("dogs")).getDescription())
                .isEqualTo("this model deployment has no pod dogs in namespace models");

        cluster.put(running("cats-a"));
        cluster.log("cats-a").refuse(403, "pods \"cats-a\" is forbidden");
        assertThat(refusal(request()).getDescription())
                .startsWith("the API server does not let this deployer read pod cats-a: pods \"cats-a\" is forbidden");
        assertThat(refusal(request().setFollow(true)).getDescription()).contains("forbidden");
    }

    @Test
    void oneIsFollowedSlowlyOverABreakAndTakesInPodsThatComeLater() {
        cluster.put(running("cats-a"));
        StubbedLogs.Log log = cluster.log("cats-a");
        log.write("2026-01-02T03:04:05.1Z one\n2026-01-02T03:04:05.2Z tw");
        List<LogLine> seen = new CopyOnWriteArrayList<>();
        try (Reader reader = follow(seen)) {
            await().until(() -> seen.contains(line("cats-a", 1, "one")));
            log.write("o\n");
            await().until(() -> seen.contains(line("cats-a", 1, "two")));

            log.breakOff();
            log.write("2026-01-02T03:04:05.2Z two\n2026-01-02T03:04:05.3Z three\n");
            await().until(() -> seen.contains(line("cats-a", 1, "three")));
            assertThat(seen).filteredOn(each -> each.getLine().equals("two")).hasSize(1);
            assertThat(log.asked()).last().asString().contains("sinceTime=2026-01-02T03:04:05.2");

            cluster.log("cats-b").write("2026-01-02T03:04:06Z four\n");
            cluster.put(running("cats-b"));
            await().until(() -> seen.contains(line("cats-b", 2, "four")));
            assertThat(cluster.open()).isEqualTo(2);
            reader.close();
        }
        await("the end at the cluster").until(() -> cluster.open() == 0);
    }

    @Test
    void aReaderWhoDoesNotReadLeavesTheRestWithTheCluster() {
        cluster.put(running("cats-a"));
        long gigabyte = 1L << 30;
        cluster.log("cats-a").endless(gigabyte);
        Iterator<LogLine> unread = open(request());
        assertThat(unread.hasNext()).isTrue();

        await("the cluster to be held up").until(() -> cluster.log("cats-a").isHeldUp());

        // What the sockets and the flow-control windows of HTTP/2 hold between the four programs.
        assertThat(cluster.log("cats-a").written()).isLessThan(64L << 20);
        installation.gateway().endCalls();
        await("the end at the cluster").until(() -> cluster.open() == 0);
    }

    @Test
    void whatIsTooMuchAtATimeIsRefused() {
        cluster.put(running("cats-a"));
        List<LogLine> seen = new CopyOnWriteArrayList<>();
        try (Reader one = follow(seen);
                Reader two = follow(seen)) {
            await().until(() -> cluster.open() == 2);
            assertThat(refusal(request()).getDescription()).contains("deployer.logs.streams");
        }
    }

    @Test
    void followingEndsWithTheModelDeployment() {
        Pod pod = running("cats-a");
        cluster.put(pod);
        CompletableFuture<Status> end =
                CompletableFuture.supplyAsync(() -> refusal(request().setFollow(true)));
        await().until(() -> cluster.open() == 1);

        installation.gateway().delete(wanted);
        cluster.remove(pod);
        cluster.log("cats-a").write("2026-01-02T03:04:05Z the last words\n").end();

        await().until(end::isDone);
        assertThat(end.join())
                .returns(Status.Code.FAILED_PRECONDITION, Status::getCode)
                .extracting(Status::getDescription)
                .isEqualTo("the model deployment was removed: there is nothing more to follow");
    }

    @Test
    void anOfflineDeployerIsSaidToBeSo() {
        deployer.close();

        await().untilAsserted(() -> assertThat(refusal(request()))
                .returns(Status.Code.UNAVAILABLE, Status::getCode)
                .extracting(Status::getDescription)
                .isEqualTo("deployer 'demo' is offline: logs can be read when it is connected again"));
    }

    private StreamLogsRequest.Builder request() {
        return StreamLogsRequest.newBuilder().setRef(DeploymentRef.newBuilder().setDeployment(wanted.getId()));
    }

    private Iterator<LogLine> open(StreamLogsRequest.Builder request) {
        return installation.gateway().logs(request.build());
    }

    private List<LogLine> read(StreamLogsRequest.Builder request) {
        List<LogLine> lines = new CopyOnWriteArrayList<>();
        open(request).forEachRemaining(lines::add);
        return lines;
    }

    private Status refusal(StreamLogsRequest.Builder request) {
        try {
            return Status.OK.withDescription("read " + read(request));
        } catch (StatusRuntimeException e) {
            return e.getStatus();
        }
    }

    private Reader follow(List<LogLine> into) {
        return new Reader(installation.gateway(), request().setFollow(true).build(), into);
    }

    private static LogLine line(String pod, int pods, String line) {
        return LogLine.newBuilder().setPod(pod).setPods(pods).setLine(line).build();
    }

    private Pod running(String name) {
        return StubbedLogs.running(wanted.getId(), name);
    }
}
