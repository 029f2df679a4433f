package com.dotscience.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Pure
class PrometheusTextTest {

    @Test
    void whatTheFormatAllowsIsRead() {
        PrometheusText text = PrometheusText.parse("""
                # a comment
                # HELP a_total What \\\\ is \\n counted
                # TYPE a_total counter
                a_total{x="1",b="a \\"quoted\\" \\\\ \\n {},"} 3 1395066363000
                a_total{x="2",} +Inf

                free 1.5e-3
                # TYPE h histogram
                h_bucket{c="d",le="0.5"} 1
                h_bucket{c="d",le="+Inf"} 2
                h_sum{c="d"} NaN
                h_count{c="d"} 2
                # TYPE s summary
                s{quantile="0.5"} 1
                s_sum 1
                s_count 1
                """);

        assertThat(text.families()).containsOnlyKeys("a_total", "free", "h", "s");
        assertThat(text.value("a_total{x=\"2\"}")).isInfinite();
        assertThat(text.value("free")).isEqualTo(0.0015);
        assertThat(text.value("h_bucket{c=\"d\",le=\"0.5\"}")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a 1 | the last line has no end",
                "a 1$b 1$a{x=\"1\"} 1$ | the family is in two places",
                "a 1$a 2$ | the series is there twice",
                "a{x=\"1\",y=\"2\"} 1$a{y=\"2\",x=\"1\"} 1$ | the series is there twice",
                "# TYPE a counter$# TYPE a counter$a 1$ | a second TYPE",
                "# HELP a b$# HELP a b$a 1$ | a second HELP",
                "a 1$# TYPE a counter$ | HELP or TYPE after a sample",
                "# TYPE a number$a 1$ | no such HELP or TYPE",
                "# TYPE a counter$ | a family of no sample",
                "# TYPE a counter$a -1$ | a counter below zero",
                "a-b 1$ | no sample",
                "a one$ | no sample",
                "a 1 1.5$ | no sample",
                "a{x=\"\\d\"} 1$ | no labels",
                "a{x=\"1\" y=\"2\"} 1$ | no labels",
                "a{x=\"1\",x=\"2\"} 1$ | a label twice",
                "# TYPE h histogram$h_bucket{le=\"1\"} 1$h_sum 1$h_count 1$ | no bucket for all",
                "# TYPE h histogram$h_bucket{le=\"1\"} 2$h_bucket{le=\"+Inf\"} 1$h_sum 1$h_count 1$ | a bucket holds less",
                "# TYPE h histogram$h_bucket{le=\"+Inf\"} 1$h_bucket{le=\"1\"} 1$h_sum 1$h_count 1$ | buckets out of order",
                "# TYPE h histogram$h_bucket{le=\"+Inf\"} 1$h_count 1$ | no sum",
                "# TYPE h histogram$h_bucket{le=\"+Inf\"} 1$h_sum 1$h_count 2$ | the count differs",
                "# TYPE h histogram$h_bucket 1$ | a bucket without le",
                "# TYPE h histogram$h_bucket{le=\"+Inf\"} 1$h_sum 1$h_count 1$b 1$h_sum{x=\"1\"} 1$ | a sample apart"
            })
    void whatItDoesNotAllowIsRefused(String text, String why) {
        assertThatThrownBy(() -> PrometheusText.parse(text.replace('$', '\n')))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }
}
