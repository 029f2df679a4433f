package com.dotscience.deployer.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.dotscience.api.AnswerCounts;
import com.dotscience.testing.Pure;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Pure
class AnswersPageTest {

    @Test
    void answersAreCountedWithTheErrorsAmongThemAndWithoutRequestsThatGotNone() {
        assertThat(AnswersPage.read("""
                # HELP model_proxy_requests_total Requests that have ended
                # TYPE model_proxy_requests_total counter
                model_proxy_requests_total{code="200",method="POST"} 12.0
                model_proxy_requests_total{code="404",method="GET"} 3.0
                model_proxy_requests_total{code="499",method="POST"} 7.0
                model_proxy_requests_total{code="500",method="POST"} 2.0
                model_proxy_requests_total{code="503",method="POST"} 1.0E1
                model_proxy_requests_total{code="other",method="POST"} 1.0
                model_proxy_responses_incomplete_total{by="model"} 5.0
                tf_requests_total{code="500"} 99.0
                """))
                .contains(AnswerCounts.newBuilder()
                        .setAnswers(28)
                        .setErrors(12)
                        .setUnanswered(7)
                        .build());
    }

    @Test
    void beforeTheFirstRequestThereAreNone() {
        assertThat(AnswersPage.read("model_proxy_requests_in_flight 0.0\n"))
                .contains(AnswerCounts.getDefaultInstance());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{code=\"200\"} 1e",
                "{code=\"200\"} -1",
                "{code=\"200\"} 1e300",
                "{code=\"200\"} ",
                "{code=\"200\"}",
                "{code=\"200} 1",
                "{method=\"GET\"} 1"
            })
    void aPageWhoseCountsCannotBeReadSaysNothing(String counter) {
        assertThat(AnswersPage.read("model_proxy_requests_total" + counter + "\n"))
                .isEmpty();
    }

    @Test
    void aPageOfOneLongLineIsReadInAMoment() {
        String line = "model_proxy_requests_total{" + ",code=\"\"".repeat(200_000);

        assertThat(assertTimeoutPreemptively(Duration.ofMinutes(1), () -> AnswersPage.read(line)))
                .isEmpty();
    }

    @Test
    void aPageOfSomethingElseSaysNothing() {
        assertThat(AnswersPage.read("http_requests_total{code=\"200\"} 12.0\n")).isEmpty();
        assertThat(AnswersPage.read("")).isEmpty();
    }
}
