package com.dotscience.deployer.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Why an autoscaler cannot scale, in the words of its conditions. */
@Pure
class ScalingTroubleTest {

    private static final String WHY = "the HPA was unable to compute the replica count: no metrics are served";

    @Test
    void aConditionSaysWhyItCannot() {
        assertThat(ScalingTrouble.of(List.of(with("ScalingActive", "False", "FailedGetPodsMetric"))))
                .contains("Its autoscaler cannot scale it (FailedGetPodsMetric): " + WHY);
        assertThat(ScalingTrouble.of(List.of(with("AbleToScale", "False", "FailedGetScale"))))
                .contains("Its autoscaler cannot scale it (FailedGetScale): " + WHY);
    }

    @Test
    void nothingIsSaidOfOneThatScalesIsStoppedOrIsNotThere() {
        assertThat(ScalingTrouble.of(List.of(with("ScalingActive", "True", "ValidMetricFound"))))
                .isEmpty();
        assertThat(ScalingTrouble.of(List.of(with("ScalingActive", "False", "ScalingDisabled"))))
                .isEmpty();
        assertThat(ScalingTrouble.of(List.of(with("ScalingLimited", "False", "DesiredWithinRange"))))
                .isEmpty();
        assertThat(ScalingTrouble.of(List.of(Cases.SERVICE))).isEmpty();
    }

    @Test
    void theOldestVersionSaysItInAnAnnotation() {
        HasMetadata oldest = new io.fabric8.kubernetes.api.model.autoscaling.v1.HorizontalPodAutoscalerBuilder()
                .withNewMetadata()
                .addToAnnotations("autoscaling.alpha.kubernetes.io/conditions", """
                        [{"type": "ScalingActive", "status": "False", "reason": "FailedGetResourceMetric", "message": "%s"}]
                        """.formatted(WHY))
                .endMetadata()
                .build();

        assertThat(ScalingTrouble.of(List.of(oldest)))
                .contains("Its autoscaler cannot scale it (FailedGetResourceMetric): " + WHY);
    }

    private static HasMetadata with(String type, String status, String reason) {
        return new HorizontalPodAutoscalerBuilder()
                .withNewStatus()
                .addNewCondition()
                .withType(type)
                .withStatus(status)
                .withReason(reason)
                .withMessage(WHY)
                .endCondition()
                .endStatus()
                .build();
    }
}
