package com.dotscience.deployer.status;

import static com.dotscience.deployer.status.Cases.condition;
import static com.dotscience.deployer.status.Cases.container;
import static com.dotscience.deployer.status.Cases.pod;
import static com.dotscience.deployer.status.Cases.ready;
import static com.dotscience.deployer.status.Cases.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Pure
class PodTroublesTest {

    private static final String IMAGE = "example/model:2";

    @Test
    void oneThatIsReadyOrOnItsWayHasNone() {
        assertThat(PodTroubles.of(ready(IMAGE))).isEmpty();
        assertThat(PodTroubles.of(pod(IMAGE).build())).isEmpty();
        assertThat(PodTroubles.of(waiting(IMAGE, "ContainerCreating", null))).isEmpty();
        assertThat(PodTroubles.of(waiting(IMAGE, "PodInitializing", null))).isEmpty();
    }

    @Test
    void whatTheSchedulerSaidIsSaidAndMayPass() {
        var pod = condition(pod(IMAGE), "PodScheduled", "False", "0/3 nodes are available: 3 Insufficient memory.")
                .build();

        assertThat(PodTroubles.unschedulable(pod))
                .contains(new Trouble(
                        "No node takes the pod (Unschedulable: 0/3 nodes are available: 3 Insufficient memory.):"
                                + " make room for it or add nodes",
                        false));
        assertThat(PodTroubles.unschedulable(ready(IMAGE))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull"})
    void anImageThatCannotBePulledIsNamed(String reason) {
        assertThat(PodTroubles.unpullable(waiting(IMAGE, reason, "not found")))
                .contains(new Trouble(
                        "The image example/model:2 cannot be pulled (" + reason + ": not found): check its name and"
                                + " tag, and that the cluster may read its registry",
                        true));
        assertThat(PodTroubles.unpullable(waiting(IMAGE, "ContainerCreating", "")))
                .isEmpty();
    }

    @Test
    void aContainerThatCannotBeStartedSaysWhy() {
        assertThat(PodTroubles.unstartable(waiting(IMAGE, "CreateContainerConfigError", "secret \"s\" not found")))
                .contains(new Trouble(
                        "Container model cannot be started (CreateContainerConfigError: secret \"s\" not found):"
                                + " make what it refers to, or take the reference out",
                        true));
        assertThat(PodTroubles.unstartable(waiting(IMAGE, "RunContainerError", null)))
                .contains(new Trouble(
                        "Container model cannot be started (RunContainerError): check the command of its image", true));
    }

    @Test
    void oneThatKeepsCrashingIsStuckAlsoBetweenTwoCrashes() {
        Trouble crash =
                new Trouble("Container model ended with exit code 1 and has restarted 4 times: read its log", true);
        var waits = container(
                pod(IMAGE),
                status -> ended(status, "Error", 1, 4)
                        .withNewState()
                        .withNewWaiting("back-off 40s", "CrashLoopBackOff")
                        .endState());
        var runs = container(pod(IMAGE), status -> ended(status, "Error", 1, 4));

        assertThat(Crashes.crashing(waits)).contains(crash);
        assertThat(Crashes.crashing(runs)).contains(crash);
    }

    @Test
    void oneThatCrashedOnceMayBeBetterTheNextTime() {
        assertThat(Crashes.crashing(container(pod(IMAGE), status -> ended(status, "Error", 137, 1))))
                .contains(new Trouble(
                        "Container model ended with exit code 137 and has restarted once: read its log", false));
    }

    @Test
    void oneThatWasNotStartedAgainYetHasNoNumberOfRestarts() {
        var ended = container(
                pod(IMAGE),
                status -> status.withNewState()
                        .withNewTerminated()
                        .withExitCode(1)
                        .endTerminated()
                        .endState());

        assertThat(Crashes.crashing(ended))
                .contains(new Trouble("Container model ended with exit code 1: read its log", false));
    }

    /** By its exit code, the seconds that it ran, and those for which it had been unready before it started. */
    @ParameterizedTest
    @CsvSource({
        "143, 55, 0, was not ready within its start-up time of 60 s, 'give it more time, or read its log'",
        "137, 85, 100, was not ready within its start-up time of 60 s, 'give it more time, or read its log'",
        "1, 60, 0, ended with exit code 1, read its log",
        "143, 54, 0, ended with exit code 143, read its log",
        "143, 60, -1, ended with exit code 143, read its log"
    })
    void aStartThatTookTooLongIsToldApart(int exitCode, int ran, int unready, String ending, String remedy) {
        Instant start = Instant.parse("2026-01-02T04:00:00Z").plusSeconds(unready);
        PodBuilder slow = condition(pod(IMAGE), "Ready", "False", null)
                .editSpec()
                .editFirstContainer()
                .withNewStartupProbe()
                .withPeriodSeconds(5)
                .withFailureThreshold(12)
                .endStartupProbe()
                .endContainer()
                .endSpec();
        var pod = container(
                slow,
                status -> ended(status, "Error", exitCode, 1)
                        .editLastState()
                        .editTerminated()
                        .withStartedAt(start.toString())
                        .withFinishedAt(start.plusSeconds(ran).toString())
                        .endTerminated()
                        .endLastState());

        assertThat(Crashes.crashing(pod))
                .contains(new Trouble("Container model " + ending + " and has restarted once: " + remedy, false));
        assertThat(Crashes.restarts(pod).orElseThrow()).endsWith(" after it " + ending);
    }

    /** How long it has to stay up, by how often it was restarted and how long it ran the last time, all in seconds. */
    @ParameterizedTest
    @CsvSource({
        "1, 1, 11",
        "1, 40, 50",
        "1, 280, 290",
        "1, 500, 300",
        "1, 600, 10",
        "2, 1, 20",
        "2, 15, 25",
        "3, 15, 40",
        "4, 40, 80",
        "6, 1, 300",
        "40, 1, 300",
        "40, 600, 10"
    })
    void whatHasCrashedHasToOutlastItsLastRunAndTheKubeletsNextWait(int restarts, int lastRun, int proof) {
        Instant start = Cases.NOW.minusSeconds(proof);
        var pod = container(
                pod(IMAGE),
                status -> ended(status, "Error", 1, restarts)
                        .withReady(true)
                        .editLastState()
                        .editTerminated()
                        .withStartedAt(Instant.parse("2026-01-02T03:00:00Z")
                                .minusSeconds(lastRun)
                                .toString())
                        .endTerminated()
                        .endLastState()
                        .withNewState()
                        .withNewRunning(start.toString())
                        .endState());

        assertThat(Crashes.provenAt(pod, Cases.UPTIMES)).isEmpty();
        assertThat(Crashes.provenAt(pod, new Uptimes(Cases.NOW.minusMillis(1), Cases.UPTIMES.settling(), Map.of())))
                .contains(Cases.NOW);
    }

    @Test
    void oneThatRanOutOfMemoryIsToldApart() {
        assertThat(Crashes.crashing(container(pod(IMAGE), status -> ended(status, "OOMKilled", 137, 2))))
                .contains(new Trouble(
                        "Container model ran out of memory (OOMKilled) and has restarted 2 times:"
                                + " allow it more memory, or deploy a smaller model",
                        true));
    }

    @Test
    void whatWasReadyAndIsNotAnyMoreIsToldApartFromWhatNeverWas() {
        var unready = condition(pod(IMAGE), "Ready", "False", null).build().edit();
        var lost = container(unready, status -> running(status, "2026-01-02T03:59:59Z"));
        var never = container(unready, status -> running(status, "2026-01-02T04:00:00Z"));

        assertThat(PodTroubles.noLongerReady(lost))
                .contains(new Trouble(
                        "Pod ds-a-a-5d9c-2 was ready and is not any more: read its log, and see whether its node is"
                                + " well",
                        true));
        assertThat(PodTroubles.noLongerReady(never)).isEmpty();
    }

    /** As Kubernetes writes it 40 s after the kubelet was heard for the last time. */
    @Test
    void whatRunsOnANodeThatIsNotHeardIsToldApartFromWhatEnded() {
        var unheard = condition(condition(pod(IMAGE), "Ready", "False", null), "ContainersReady", "True", null)
                .build();

        assertThat(PodTroubles.of(unheard))
                .contains(new Trouble(
                        "The node of pod ds-a-a-5d9c-2 is not heard since 2026-01-02T04:00:00Z: it may run on, but Services"
                                + " send it nothing until the node's kubelet is back",
                        true));
        assertThat(PodTroubles.nodeNotHeard(
                        condition(condition(pod(IMAGE), "Ready", "False", null), "ContainersReady", "False", null)
                                .build()))
                .isEmpty();
    }

    @Test
    void restartsAreCounted() {
        var pod = container(pod(IMAGE), status -> ended(status, "OOMKilled", 137, 3));

        assertThat(Crashes.restarts(pod))
                .contains("Container model of pod ds-a-a-5d9c-2 has restarted 3 times, last at 2026-01-02T03:00:00Z"
                        + " after it ran out of memory (OOMKilled)");
        assertThat(Crashes.restarts(ready(IMAGE))).isEmpty();
    }

    private static ContainerStatusBuilder ended(
            ContainerStatusBuilder status, String reason, int exitCode, int restarts) {
        return status.withRestartCount(restarts)
                .withNewLastState()
                .withNewTerminated()
                .withReason(reason)
                .withExitCode(exitCode)
                .withFinishedAt("2026-01-02T03:00:00Z")
                .endTerminated()
                .endLastState();
    }

    private static ContainerStatusBuilder running(ContainerStatusBuilder status, String since) {
        return status.withNewState().withNewRunning(since).endState();
    }
}
