package com.dotscience.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.Deployment;
import com.dotscience.testing.Pure;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a cluster is too old for is refused before its API server refuses it. */
@Pure
class ClusterVersionRulesTest {

    private static final Deployment NONE = Deployment.getDefaultInstance();

    @ParameterizedTest
    @ValueSource(strings = {"v1.29.9", "v1.20.2", "1.29+"})
    void noKubeletOfAnOlderClusterIsAskedToWait(String version) {
        assertThat(refusal(NONE, drained(false), version))
                .contains("drain needs Kubernetes 1.30, and this cluster has " + version
                        + ": let the image sleep, if it has the command sleep, or ask without");
        // What was asked of a newer cluster is no reason to refuse another change.
        assertThat(refusal(drained(false), drained(false), version)).isEmpty();
        assertThat(refusal(NONE, drained(true), version)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "v1.30.0-eks", "v1.34.1", "v2.1.0"})
    void aKubeletThatMayKnowItIsAsked(String version) {
        assertThat(refusal(NONE, drained(false), version)).isEmpty();
    }

    @Test
    void theVersionIsAskedForWhereItMattersAlone() {
        assertThat(ClusterVersionRules.refusal(
                        NONE,
                        drained(true),
                        () -> {
                            throw new AssertionError("nothing depends on it");
                        },
                        "this cluster"))
                .isEmpty();
    }

    private static Optional<String> refusal(Deployment before, Deployment after, String version) {
        return ClusterVersionRules.refusal(before, after, () -> version, "this cluster");
    }

    private static Deployment drained(boolean byTheImage) {
        Deployment.Builder drained = Deployment.newBuilder();
        drained.getDeploymentBuilder().getDrainBuilder().setSeconds(5).setImageSleep(byTheImage);
        return drained.build();
    }
}
