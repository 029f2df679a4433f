package com.dotscience.deployer.resources;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.HandClock;
import com.dotscience.testing.Pure;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

@Pure
class KubernetesVersionTest {

    private final HandClock clock = new HandClock(Instant.parse("2026-11-27T12:00:00Z"));
    private final Deque<Supplier<String>> answers = new ArrayDeque<>(List.of(
            () -> "v1.29.3",
            () -> {
                throw new KubernetesClientException("away");
            },
            () -> "v1.30.1"));
    private final KubernetesVersion version =
            new KubernetesVersion(() -> answers.remove().get(), clock);

    @Test
    void itIsAskedForOnceAMinuteSinceTheApiServerMayBeUpgradedAndStaysWhileThatIsAway() {
        assertThat(version.get()).isEqualTo("v1.29.3");
        clock.pass(Duration.ofSeconds(59));
        assertThat(version.get()).isEqualTo("v1.29.3");
        assertThat(answers).hasSize(2);

        clock.pass(Duration.ofSeconds(1));
        assertThat(version.get()).isEqualTo("v1.29.3");
        assertThat(answers).hasSize(1);

        clock.pass(Duration.ofMinutes(1));
        assertThat(version.get()).isEqualTo("v1.30.1");
    }
}
