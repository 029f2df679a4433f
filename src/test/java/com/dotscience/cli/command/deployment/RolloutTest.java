package com.dotscience.cli.command.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.dotscience.api.Deployment;
import com.dotscience.api.Phase;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.api.management.Report;
import com.dotscience.cli.command.deployment.Rollout.Outcome;
import com.dotscience.testing.AnswersTable;
import com.dotscience.testing.Pure;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The last column of the second table of {@code docs/answers.md}. */
@Pure
class RolloutTest {

    private static final Map<String, List<Outcome>> OUTCOMES =
            Map.of("goes on", List.of(Outcome.IN_PROGRESS), "ends", List.of(Outcome.FAILED, Outcome.STUCK));

    @TestFactory
    Stream<DynamicTest> whatAnAnswerLeadsToIsWaitedForOrNot() {
        return AnswersTable.consequences().stream()
                .map(row -> dynamicTest(
                        row.toString(),
                        () -> assertThat(OUTCOMES.get(row.waiting()))
                                .contains(Rollout.of(reported(row.phase(), row.message()), 7, Instant.EPOCH)
                                        .outcome())));
    }

    private static ModelDeployment reported(String phase, String message) {
        return ModelDeployment.newBuilder()
                .setDeployment(Deployment.newBuilder().setName("m").setRevision(7))
                .setReport(Report.newBuilder()
                        .setRevision(7)
                        .setPhase(Phase.valueOf("PHASE_" + phase.toUpperCase(Locale.ROOT)))
                        .setMessage(message))
                .build();
    }
}
