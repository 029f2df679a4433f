package com.dotscience.deployer.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.dotscience.deployer.apply.WriteFailure.Meaning;
import com.dotscience.testing.AnswersTable;
import com.dotscience.testing.Pure;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.internal.OperationSupport;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.net.ConnectException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The first table of {@code docs/answers.md}. */
@Pure
class WriteFailureTest {

    private static final List<String> WRITES = List.of("create", "patch", "delete");

    private static final Map<String, Meaning> MEANINGS =
            Map.of("passes", Meaning.TRANSIENT, "refused", Meaning.REFUSED);

    @TestFactory
    Stream<DynamicTest> eachRowIsTrueOfEachOfItsCodes() {
        return AnswersTable.meanings().stream()
                .filter(row -> MEANINGS.containsKey(row.means()) && !row.codes().isEmpty())
                .map(row -> dynamicTest(row.toString(), () -> {
                    for (int code : row.codes()) {
                        if (row.says().isEmpty() && isOfARowBefore(row, code)) {
                            continue;
                        }
                        String said = row.says().isEmpty() ? "so it is" : row.says();
                        assertThat(WriteFailure.of(row.hasStatus() ? says(code, said) : without(code)))
                                .as("%d", code)
                                .isEqualTo(new WriteFailure(MEANINGS.get(row.means()), row.words(code, said), null));
                    }
                }));
    }

    @Test
    void everyStatusFrom400To599MeansSomethingForEveryWrite() {
        IntStream.rangeClosed(400, 599)
                .forEach(code -> WRITES.forEach(write -> {
                    assertThat(AnswersTable.first(code, true, write))
                            .as("%s %d", write, code)
                            .isPresent();
                    assertThat(AnswersTable.first(code, false, write))
                            .as("%s %d", write, code)
                            .isPresent();
                }));
    }

    /** Repeats the table in numbers, so that a wrong entry in the table does not go unnoticed. */
    @Test
    void ofStatusObjectsWithoutMoreToSayTheseClassesPass() {
        assertThat(IntStream.rangeClosed(400, 599)
                        .filter(code -> WriteFailure.of(says(code, "so it is")).meaning() == Meaning.TRANSIENT))
                .containsExactlyElementsOf(
                        IntStream.concat(IntStream.of(401, 408, 409, 429), IntStream.rangeClosed(500, 599))
                                .boxed()
                                .toList());
    }

    @Test
    void whatIsNoStatusObjectPassesWhateverItsCode() {
        assertThat(IntStream.rangeClosed(400, 599).mapToObj(code -> WriteFailure.of(without(code))))
                .extracting(WriteFailure::meaning)
                .containsOnly(Meaning.TRANSIENT);
    }

    @Test
    void jsonOfAnotherKindIsNoStatusObject() {
        Status made = new KubernetesSerialization()
                .unmarshal("{\"code\":403,\"message\":\"no\",\"request_id\":\"1\"}", Status.class);

        assertThat(WriteFailure.of(new KubernetesClientException("no", 403, made)))
                .extracting(WriteFailure::meaning)
                .isEqualTo(Meaning.TRANSIENT);
    }

    @Test
    void whatDoesNotAnswerPasses() {
        assertThat(WriteFailure.of(new KubernetesClientException(
                        "Operation: [create] failed", new IOException(new ConnectException("Connection refused")))))
                .isEqualTo(new WriteFailure(Meaning.TRANSIENT, "Connection refused", null));
    }

    @Test
    void aStepOfARouteThatFailedIsNoAnswer() {
        assertThat(WriteFailure.of(new IllegalStateException("the ticket system is away")))
                .isEqualTo(new WriteFailure(Meaning.NOT_SENT, "the ticket system is away", null));
    }

    private static boolean isOfARowBefore(AnswersTable.Meaning row, int code) {
        return row.hasStatus()
                && row.writes().stream()
                        .allMatch(write -> AnswersTable.first(code, true, write)
                                .filter(row::equals)
                                .isEmpty());
    }

    private static KubernetesClientException says(int code, String message) {
        return new KubernetesClientException(
                message,
                code,
                new StatusBuilder()
                        .withStatus("Failure")
                        .withCode(code)
                        .withMessage(message)
                        .build());
    }

    /** As the client has it of a page in HTML. */
    private static KubernetesClientException without(int code) {
        return new KubernetesClientException(
                "Failure executing: POST", code, OperationSupport.createStatus(code, "Bad Gateway"));
    }
}
