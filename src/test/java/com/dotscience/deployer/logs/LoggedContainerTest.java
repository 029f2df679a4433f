package com.dotscience.deployer.logs;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import org.junit.jupiter.api.Test;

@Pure
class LoggedContainerTest {

    @Test
    void whatRunsOrHasRunHasALog() {
        assertThat(model(status().withNewState().withNewRunning("").endState()).whyNoLog())
                .isEmpty();
        assertThat(model(status().withNewState()
                                .withNewTerminated()
                                .withExitCode(1)
                                .endTerminated()
                                .endState())
                        .whyNoLog())
                .isEmpty();
        assertThat(model(status().withNewState()
                                .withNewWaiting("back-off 5m0s", "CrashLoopBackOff")
                                .endState()
                                .withNewLastState()
                                .withNewTerminated()
                                .withExitCode(1)
                                .endTerminated()
                                .endLastState())
                        .whyNoLog())
                .isEmpty();
    }

    @Test
    void whatHasNotStartedSaysWhy() {
        assertThat(model(status().withNewState()
                                .withNewWaiting("no such image", "ErrImagePull")
                                .endState())
                        .whyNoLog())
                .contains("container model of pod cats-a has not started: ErrImagePull (no such image)");
        assertThat(model(status().withNewState()
                                .withNewWaiting(null, "ContainerCreating")
                                .endState())
                        .whyNoLog())
                .contains("container model of pod cats-a has not started: ContainerCreating");
    }

    @Test
    void whatNoNodeTakesSaysWhatTheSchedulerSays() {
        Pod unschedulable = pod().withNewStatus()
                .addNewCondition()
                .withType("PodScheduled")
                .withStatus("False")
                .withMessage("0/3 nodes are available: 3 Insufficient memory.")
                .endCondition()
                .endStatus()
                .build();

        assertThat(new LoggedContainer(unschedulable, "model").whyNoLog())
                .contains("container model of pod cats-a has not started:"
                        + " 0/3 nodes are available: 3 Insufficient memory.");
        assertThat(new LoggedContainer(pod().build(), "model").whyNoLog())
                .contains("container model of pod cats-a has not started yet");
    }

    @Test
    void aPodWithoutTheContainerIsNotWaitedFor() {
        assertThat(new LoggedContainer(pod().build(), "proxy").whyNoLog())
                .contains("pod cats-a has no container proxy: this model deployment has no model-proxy");
    }

    @Test
    void eachRestartIsARunOfItsOwn() {
        assertThat(model(status().withRestartCount(2)).run()).isEqualTo("uid-a/2");
        assertThat(new LoggedContainer(pod().build(), "model").run()).isEqualTo("uid-a/0");
    }

    @Test
    void whatIsBeingDeletedDoesNotRunAnyMore() {
        LoggedContainer running =
                model(status().withNewState().withNewRunning("").endState());
        Pod leaving = new PodBuilder(running.pod())
                .editMetadata()
                .withDeletionTimestamp("2026-01-02T03:04:05Z")
                .endMetadata()
                .build();

        assertThat(running.isRunning()).isTrue();
        assertThat(new LoggedContainer(leaving, "model").isRunning()).isFalse();
        assertThat(new LoggedContainer(pod().build(), "model").isRunning()).isFalse();
    }

    private static ContainerStatusBuilder status() {
        return new ContainerStatusBuilder().withName("model").withRestartCount(0);
    }

    private static LoggedContainer model(ContainerStatusBuilder status) {
        ContainerStatus built = status.build();
        return new LoggedContainer(
                pod().withNewStatus().withContainerStatuses(built).endStatus().build(), "model");
    }

    private static PodBuilder pod() {
        return new PodBuilder()
                .withNewMetadata()
                .withName("cats-a")
                .withUid("uid-a")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("model")
                .endContainer()
                .endSpec();
    }
}
