package com.dotscience.deployer;

import static com.dotscience.deployer.WholeDeployer.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.testing.Embedded;
import com.dotscience.testing.SimulatedRollouts;
import com.dotscience.testing.go.Deployment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Gateway that is not ours may change the name or the namespace of what runs. */
@Embedded
class MovedModelTest {

    private WholeDeployer whole;

    @BeforeEach
    void putTogether(@TempDir Path folder) throws IOException {
        // Nothing but the status of the new objects can lead to another plan.
        whole = new WholeDeployer(folder).with("deployer.resync.interval", "1h");
    }

    @AfterEach
    void stop() {
        whole.close();
    }

    @Test
    void whatIsLeftUnderTheOldNameGoesAsSoonAsTheNewOneSaysThatItIsReady() {
        movedTo(Deployment.newBuilder(model("a")).setName("b").build(), "default/ds-b-a");
    }

    @Test
    void whatIsLeftInTheOldNamespaceGoesAsSoonAsTheNewOneSaysThatItIsReady() {
        movedTo(Deployment.newBuilder(model("a")).setNamespace("other").build(), "other/ds-a-a");
    }

    private void movedTo(Deployment moved, String place) {
        whole.gateway().put(model("a"));
        whole.start();
        await().untilAsserted(() -> assertThat(whole.objects())
                .containsExactlyInAnyOrder("Deployment default/ds-a-a", "Service default/ds-a-a"));

        whole.gateway().put(moved);

        await().untilAsserted(() -> assertThat(whole.objects())
                .containsExactlyInAnyOrder(
                        "Deployment default/ds-a-a",
                        "Service default/ds-a-a",
                        "Deployment " + place,
                        "Service " + place));
        try (SimulatedRollouts rollouts = SimulatedRollouts.start(whole.cluster(), Duration.ofMillis(100))) {
            await().untilAsserted(() ->
                    assertThat(whole.objects()).containsExactlyInAnyOrder("Deployment " + place, "Service " + place));
        }
    }
}
