package com.dotscience.deployer.resources;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.Phase;
import com.dotscience.api.UpdateDeploymentRequest;
import com.dotscience.testing.Pure;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Pure
class ResourceStatusTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123Z");

    @Test
    void itSaysWhatTheReportSays() {
        UpdateDeploymentRequest report = report(Phase.PHASE_READY).toBuilder()
                .setUrl("https://signs.example.com")
                .setImage("example/model:1")
                .setDesiredReplicas(3)
                .setUpdatedReplicas(2)
                .setReadyReplicas(1)
                .setAvailableReplicas(1)
                .build();

        Map<String, Object> status = ResourceStatus.of(report, Map.of(), NOON);

        assertThat(status)
                .containsEntry("id", "a-1")
                .containsEntry("observedGeneration", 7L)
                .containsEntry("phase", "Ready")
                .containsEntry("url", "https://signs.example.com")
                .containsEntry("image", "example/model:1")
                .containsEntry("replicas", 3L)
                .containsEntry("updatedReplicas", 2L)
                .containsEntry("readyReplicas", 1L)
                .containsEntry("availableReplicas", 1L);
        assertThat(condition(status, "Ready"))
                .isEqualTo(Map.of(
                        "type", "Ready",
                        "status", "True",
                        "observedGeneration", 7L,
                        "lastTransitionTime", "2026-01-01T12:00:00Z",
                        "reason", "Ready",
                        "message", "a remark"));
    }

    @ParameterizedTest
    @CsvSource({
        "PHASE_UNKNOWN,     Unknown, Unknown, Unknown",
        "PHASE_PENDING,     False,   True,    False",
        "PHASE_PROGRESSING, False,   True,    False",
        "PHASE_READY,       True,    False,   False",
        "PHASE_DEGRADED,    False,   False,   True",
        "PHASE_FAILED,      False,   False,   True",
        "PHASE_REMOVING,    False,   True,    False",
    })
    void eachPhaseIsThreeConditions(Phase phase, String ready, String progressing, String degraded) {
        Map<String, Object> status = ResourceStatus.of(report(phase), Map.of(), NOON);

        assertThat(condition(status, "Ready")).containsEntry("status", ready);
        assertThat(condition(status, "Progressing")).containsEntry("status", progressing);
        assertThat(condition(status, "Degraded")).containsEntry("status", degraded);
    }

    @Test
    void theReasonIsTheCauseInOneWordAndReadySaysWhyNot() {
        UpdateDeploymentRequest report =
                report(Phase.PHASE_FAILED).toBuilder().setCause("image-pull").build();

        Map<String, Object> status = ResourceStatus.of(report, Map.of(), NOON);

        assertThat(condition(status, "Degraded"))
                .containsEntry("reason", "ImagePull")
                .containsEntry("message", "a remark");
        assertThat(condition(status, "Ready")).containsEntry("message", "a remark");
        assertThat(condition(status, "Progressing")).doesNotContainKey("message");
    }

    @Test
    void aConditionThatStaysKeepsItsTimeAndOneThatTurnsGetsTheTimeOfThat() {
        Map<String, Object> before = ResourceStatus.of(report(Phase.PHASE_PROGRESSING), Map.of(), NOON);

        Map<String, Object> after = ResourceStatus.of(report(Phase.PHASE_READY), before, NOON.plusSeconds(60));

        assertThat(condition(after, "Ready")).containsEntry("lastTransitionTime", "2026-01-01T12:01:00Z");
        assertThat(condition(after, "Progressing")).containsEntry("lastTransitionTime", "2026-01-01T12:01:00Z");
        assertThat(condition(after, "Degraded")).containsEntry("lastTransitionTime", "2026-01-01T12:00:00Z");
    }

    @Test
    void whatIsNotThereIsTakenOut() {
        assertThat(ResourceStatus.of(report(Phase.PHASE_PENDING), Map.of(), NOON))
                .containsEntry("url", null)
                .containsEntry("image", null);
    }

    private static UpdateDeploymentRequest report(Phase phase) {
        return UpdateDeploymentRequest.newBuilder()
                .setId("a-1")
                .setName("a")
                .setPhase(phase)
                .setMessage("a remark")
                .setRevision(7)
                .build();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> condition(Map<String, Object> status, String type) {
        return ((List<Map<String, Object>>) status.get("conditions"))
                .stream()
                        .filter(each -> each.get("type").equals(type))
                        .findFirst()
                        .orElseThrow();
    }
}
