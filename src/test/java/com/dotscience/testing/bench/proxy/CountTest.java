package com.dotscience.testing.bench.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dotscience.testing.Embedded;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

@Embedded
class CountTest {

    private static final String METRICS = """
            # TYPE model_proxy_predictions_total counter
            model_proxy_predictions_total{class="sign-0"} 20.0
            model_proxy_predictions_total{class="sign-1"} 10.0
            model_proxy_predictions_total{class="sign-2"} 0.0
            model_proxy_predictions_unclassified_total 0.0
            model_proxy_responses_read_total 10.0
            model_proxy_responses_unread_total{reason="busy"} 3.0
            model_proxy_responses_unread_total{reason="incomplete"} 2.0
            model_proxy_responses_unread_total{reason="too_large"} 1.0
            """;

    private final Predictions answer = new Predictions(new byte[0], new TreeMap<>(Map.of("sign-0", 2, "sign-1", 1)));

    private final Counted counted = Counted.in(METRICS);

    @Test
    void itIsReadFromMetrics() {
        assertThat(counted).isEqualTo(new Counted(new TreeMap<>(Map.of("sign-0", 20L, "sign-1", 10L)), 10, 4, 2));
    }

    @Test
    void whatWasSentIsWhatWasCounted() {
        Count.compare(counted, 14, answer, 2);
        Count.compare(counted, 12, answer, 4);
    }

    @Test
    void anAnswerTooFewOrTooManyIsAnError() {
        assertThatThrownBy(() -> Count.compare(counted, 15, answer, 2)).hasMessageContaining("counted 14 answers");
        assertThatThrownBy(() -> Count.compare(counted, 14, answer, 1)).hasMessageContaining("at most 1");
    }

    @Test
    void aPredictionOfAnotherClassIsAnError() {
        String other = METRICS.replace("sign-0\"} 20", "sign-0\"} 19").replace("sign-2\"} 0", "sign-2\"} 1");

        assertThatThrownBy(() -> Count.compare(Counted.in(other), 14, answer, 2))
                .hasMessageContaining("sign-0=19, sign-1=10, sign-2=1");
    }

    @Test
    void onlyWhatIsNewCounts() {
        Counted before = new Counted(new TreeMap<>(Map.of("sign-0", 20L, "sign-1", 4L)), 6, 3, 2);

        assertThat(counted.since(before)).isEqualTo(new Counted(new TreeMap<>(Map.of("sign-1", 6L)), 4, 1, 0));
    }
}
