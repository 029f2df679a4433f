package com.dotscience.deployer.cluster.informer;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import org.junit.jupiter.api.Test;

@Pure
class SlimPodTest {

    @Test
    void ofProbesItKeepsThatTheyAreThereAndHowLongAStartMayTake() {
        Pod pod = new PodBuilder()
                .withNewMetadata()
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("model")
                .addNewEnv()
                .withName("A")
                .endEnv()
                .withNewReadinessProbe()
                .withPeriodSeconds(2)
                .endReadinessProbe()
                .withNewStartupProbe()
                .withPeriodSeconds(5)
                .withFailureThreshold(12)
                .withTimeoutSeconds(5)
                .endStartupProbe()
                .endContainer()
                .endSpec()
                .build();

        SlimPod.slim(pod);

        assertThat(pod.getSpec())
                .isEqualTo(new PodBuilder()
                        .withNewSpec()
                        .addNewContainer()
                        .withName("model")
                        .withNewReadinessProbe()
                        .endReadinessProbe()
                        .withNewStartupProbe()
                        .withPeriodSeconds(5)
                        .withFailureThreshold(12)
                        .endStartupProbe()
                        .endContainer()
                        .endSpec()
                        .build()
                        .getSpec());
    }
}
