package com.dotscience.deployer.status;

import static com.dotscience.deployer.status.Cases.INGRESS;
import static com.dotscience.deployer.status.Cases.NOW;
import static com.dotscience.deployer.status.Cases.SERVICE;
import static com.dotscience.deployer.status.Cases.WANTED;
import static com.dotscience.deployer.status.Cases.deployment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.dotscience.api.Deployment;
import com.dotscience.api.Phase;
import com.dotscience.deployer.apply.Failure;
import com.dotscience.deployer.plan.Kind;
import com.dotscience.testing.AnswersTable;
import com.dotscience.testing.AnswersTable.Consequence;
import com.dotscience.testing.Pure;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The second table of {@code docs/answers.md}. */
@Pure
class AnswersTest {

    private static final String WHY = "because";
    private static final String NO = "the API server does not take changes at present, since 2026-01-02T05:00:00Z"
            + " (because): tried again until it does";

    @TestFactory
    Stream<DynamicTest> eachRowIsTrue() {
        return AnswersTable.consequences().stream()
                .map(row -> dynamicTest(
                        row.toString(),
                        () -> assertThat(Verdicts.on(situation(row)))
                                .isEqualTo(new Verdict(
                                        Phase.valueOf("PHASE_" + row.phase().toUpperCase(Locale.ROOT)),
                                        row.message().replace("NO", NO).replace("WHY", WHY)))));
    }

    @Test
    void eachWriteOfEachKindIsThere() {
        assertThat(AnswersTable.consequences().stream()
                        .map(row -> row.answer() + " " + row.operation() + " " + row.kind() + " " + row.serves()))
                .containsExactlyInAnyOrderElementsOf(Stream.of("passes", "refused")
                        .flatMap(
                                answer -> Stream.of("create", "patch", "delete").map(write -> answer + " " + write))
                        .flatMap(write ->
                                Stream.of("Deployment", "Service", "Ingress").map(kind -> write + " " + kind))
                        .flatMap(write -> Stream.of(write + " true", write + " false"))
                        .toList());
    }

    /** A Gateway that knows no phases goes by these words, and takes an error for a failure. */
    @Test
    void whatPassesIsNoErrorInTheWordsOfTheGoProgram() {
        var failures = List.of(failure("passes", Kind.SERVICE));

        assertThat(LegacyStatus.of(Cases.situation(
                        List.of(deployment(2, 2, 2).build(), SERVICE, INGRESS), Set.of(Kind.SERVICE), failures)))
                .isEqualTo("Deployment: ready Service: configuring Ingress: ready (because)");
    }

    private static Situation situation(Consequence row) {
        Kind kind = Kind.valueOf(row.kind().toUpperCase(Locale.ROOT));
        boolean creates = row.operation().equals("create");
        boolean leaves = row.operation().equals("delete") && kind == Kind.DEPLOYMENT;
        HasMetadata deployment = (row.serves() ? deployment(2, 2, 2) : deployment(2, 0, 2)).build();
        List<HasMetadata> own = Stream.of(deployment, SERVICE, INGRESS)
                // Where a Deployment is made and something serves, that is one of another place.
                .filter(object -> !creates || Kind.of(object) != kind || kind == Kind.DEPLOYMENT && row.serves())
                .toList();
        return new Situation(
                row.operation().equals("delete") ? without(kind) : WANTED,
                own,
                Set.of(kind),
                List.of(failure(row.answer(), kind)),
                List.of(),
                leaves ? Optional.of("No longer wanted") : Optional.empty(),
                Cases.UPTIMES,
                List.of());
    }

    private static Deployment without(Kind kind) {
        return switch (kind) {
            case DEPLOYMENT -> WANTED;
            case SERVICE -> WANTED.toBuilder().clearService().clearIngress().build();
            case INGRESS -> WANTED.toBuilder().clearIngress().build();
            case POD_DISRUPTION_BUDGET, HORIZONTAL_POD_AUTOSCALER, HTTP_ROUTE ->
                throw new IllegalArgumentException("No answer is about a " + kind);
        };
    }

    private static Failure failure(String answer, Kind kind) {
        return answer.equals("passes") ? new Failure(kind, WHY, NOW) : new Failure(kind, WHY);
    }
}
