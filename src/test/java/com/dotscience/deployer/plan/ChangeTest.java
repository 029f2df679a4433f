package com.dotscience.deployer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import org.junit.jupiter.api.Test;

@Pure
class ChangeTest {

    private final HasMetadata planned = deployment("one", "7", 3);

    @Test
    void aStepOfItsControllerAsksForNothingElse() {
        assertThat(change(Action.SCALE, planned).isPlannedOnGenerationOf(deployment("one", "8", 3)))
                .isTrue();
    }

    @Test
    void whoeverChangesTheSpecAsksForSomethingElse() {
        assertThat(change(Action.SCALE, planned).isPlannedOnGenerationOf(deployment("one", "8", 4)))
                .isFalse();
    }

    @Test
    void anotherObjectOfTheSameNameIsNotTheSame() {
        assertThat(change(Action.SCALE, planned).isPlannedOnGenerationOf(deployment("two", "8", 3)))
                .isFalse();
        assertThat(change(Action.SCALE, planned).isPlannedOnGenerationOf(null)).isFalse();
        assertThat(change(Action.CREATE, planned).isPlannedOnGenerationOf(planned))
                .isFalse();
    }

    /** A Service has no generation, so that nobody can tell. */
    @Test
    void ofWhatHasNoGenerationItIsNotSaid() {
        HasMetadata service = new ServiceBuilder()
                .withNewMetadata()
                .withUid("one")
                .withResourceVersion("7")
                .endMetadata()
                .build();

        assertThat(new Change("a", Kind.SERVICE, Action.UPDATE, service, "", "").isPlannedOnGenerationOf(service))
                .isFalse();
    }

    private static Change change(Action action, HasMetadata on) {
        return new Change("a", Kind.DEPLOYMENT, action, on, "", "");
    }

    private static HasMetadata deployment(String uid, String version, long generation) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withUid(uid)
                .withResourceVersion(version)
                .withGeneration(generation)
                .endMetadata()
                .build();
    }
}
