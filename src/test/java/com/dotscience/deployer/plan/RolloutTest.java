package com.dotscience.deployer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** R8: ready means ready. */
@Pure
class RolloutTest {

    @ParameterizedTest
    @CsvSource({
        "3, 3, 2, 2, 2, 2, true",
        "3, 4, 2, 2, 2, 2, true",
        "3, 2, 2, 2, 2, 2, false", // the controller has not seen the spec
        "3, 3, 2, 1, 2, 2, false", // one pod is not made yet
        "3, 3, 2, 2, 1, 2, false", // one pod does not serve
        "3, 3, 2, 2, 2, 3, false", // an old pod is left
        "3, 3, 1, 2, 2, 2, false", // one pod too many
        "3, 3, 0, 0, 0, 0, true",
    })
    void itIsCompleteWhenAllThatIsWantedServesAndNothingOldIsLeft(
            long generation, long observed, int wanted, int updated, int available, int total, boolean complete) {
        var deployment = new DeploymentBuilder()
                .withNewMetadata()
                .withGeneration(generation)
                .endMetadata()
                .withNewSpec()
                .withReplicas(wanted)
                .endSpec()
                .withNewStatus()
                .withObservedGeneration(observed)
                .withUpdatedReplicas(updated)
                .withAvailableReplicas(available)
                .withReplicas(total)
                .endStatus()
                .build();

        assertThat(Rollout.of(deployment).complete()).isEqualTo(complete);
    }

    @Test
    void aDeploymentNobodyHasLookedAtIsNotComplete() {
        var deployment = new DeploymentBuilder()
                .withNewMetadata()
                .endMetadata()
                .withNewSpec()
                .withReplicas(0)
                .endSpec()
                .build();

        assertThat(Rollout.of(deployment)).isEqualTo(new Rollout(0, 0, 0, 0, 0, false));
        assertThat(Rollout.of(deployment).complete()).isFalse();
    }
}
