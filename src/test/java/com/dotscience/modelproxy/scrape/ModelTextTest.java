package com.dotscience.modelproxy.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.PrometheusText;
import com.dotscience.testing.Pure;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Pure
class ModelTextTest {

    /** As TensorFlow Serving, a Python client and a careless hand write it. */
    private static final String GOOD = """
            # TYPE :tensorflow:serving:request_count counter
            :tensorflow:serving:request_count{model_name="m",status="OK"} 3
            # HELP latency_seconds How long \\\\ it takes\\n at most
            # TYPE latency_seconds histogram
            latency_seconds_bucket{path="/a b",le="0.1"} 1
            latency_seconds_bucket{path="/a b",le="+Inf"} 2
            latency_seconds_sum{path="/a b"} 0.75
            latency_seconds_count{path="/a b"} 2
            # TYPE python_info gauge
            python_info{implementation="CPython",version="3.\\"11\\""} 1.0
            # TYPE rpc summary
            rpc{quantile="0.5"} 4.5e-05
            rpc_sum 1.5e+03
            rpc_count 12 1395066363000
            # TYPE free untyped
            free NaN
            """;

    private final Map<DroppedLine, Integer> dropped = new EnumMap<>(DroppedLine.class);

    private String ordered(String text) {
        StringBuilder shown = new StringBuilder();
        new ModelText(text, reason -> dropped.merge(reason, 1, Integer::sum)).order(shown::append);
        return shown.toString();
    }

    @Test
    void whatIsInOrderStaysAsItIs() {
        assertThat(ordered(GOOD)).isEqualTo(GOOD);
        assertThat(dropped).isEmpty();
    }

    @Test
    void blanksAndCommasAreWrittenAsSimplyAsMayBe() {
        assertThat(ordered("  a { x = \"1\" , y=\"2\" , }\t7   12 \n\n# just a comment\n#\nb{} Inf"))
                .isEqualTo("""
                        # TYPE a untyped
                        a{x="1",y="2"} 7 12
                        # TYPE b untyped
                        b +Inf
                        """);
        assertThat(dropped).isEmpty();
    }

    @Test
    void aFamilyThatComesInPiecesIsPutTogether() {
        assertThat(ordered("# TYPE a counter\na{x=\"1\"} 1\nb 2\na{x=\"2\"} 3\n# HELP a Again\n"))
                .isEqualTo("""
                        # HELP a Again
                        # TYPE a counter
                        a{x="1"} 1
                        a{x="2"} 3
                        # TYPE b untyped
                        b 2
                        """);
    }

    @Test
    void oursWinAndTheirsAreCounted() {
        String theirs =
                "# HELP model_proxy_requests_total Mine\n# TYPE model_proxy_requests_total counter\nmodel_proxy_requests_total 7\nok 1\n";

        assertThat(ordered(theirs)).isEqualTo("# TYPE ok untyped\nok 1\n");
        assertThat(dropped).containsExactly(Map.entry(DroppedLine.CLASH, 3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a b",
                "a{x=\"1\" 1",
                "a{x=1} 1",
                "a{x=\"\\d\"} 1",
                "a{x=\"1\",x=\"2\"} 1",
                "a{1=\"1\"} 1",
                "a{,} 1",
                "a{x=\"1\"}{} 1",
                "1a 1",
                "a-b 1",
                "a 1 2 3",
                "a 1 2.5",
                "a 0x10",
                "a 1_000",
                "a Infinity",
                "a{le=\"x\"} 1",
                "a{x=\"1",
                "{x=\"1\"} 1",
                "a 1 # {trace_id=\"7\"} 0.5",
                "# TYPE a",
                "# TYPE a number",
                "# TYPE a-b counter",
                "# HELP",
                "# HELP a \\d",
                "<html>"
            })
    void aBrokenLineCostsItselfAlone(String line) {
        String text = "before 1\n" + line + "\nafter 2\n";

        assertThat(ordered(text)).isEqualTo("# TYPE before untyped\nbefore 1\n# TYPE after untyped\nafter 2\n");
        assertThat(dropped).containsExactly(Map.entry(DroppedLine.SYNTAX, 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a 1$a 2$ | # TYPE a untyped$a 1$ | DUPLICATE",
                "# TYPE a counter$# TYPE a gauge$a 1$ | # TYPE a counter$a 1$ | DUPLICATE",
                "a 1$# TYPE a gauge$ | # TYPE a untyped$a 1$ | SYNTAX",
                "h_count 1$# TYPE h histogram$ | # TYPE h_count untyped$h_count 1$ | DUPLICATE",
                "# TYPE s summary$# TYPE s_count counter$s_count 1$ | # TYPE s summary$s_count 1$ | DUPLICATE"
            })
    void whatIsSaidTwiceIsShownOnce(String text, String shown, DroppedLine reason) {
        assertThat(ordered(text.replace('$', '\n'))).isEqualTo(shown.replace('$', '\n'));
        assertThat(dropped).containsExactly(Map.entry(reason, 1));
    }

    @Test
    void aHistogramThatIsNoneIsShownAsNumbers() {
        assertThat(ordered("# TYPE h histogram\nh_bucket{le=\"1\"} 3\nh_bucket{le=\"+Inf\"} 3\nh_sum 2\nh_count 4\n"))
                .isEqualTo("""
                        # TYPE h_bucket untyped
                        h_bucket{le="1"} 3
                        h_bucket{le="+Inf"} 3
                        # TYPE h_sum untyped
                        h_sum 2
                        # TYPE h_count untyped
                        h_count 4
                        """);
    }

    @Test
    void aLongLabelIsNoTrouble() {
        String line = "a{x=\"" + "y".repeat(500_000) + "\"} 1\n";

        assertThat(ordered(line)).isEqualTo("# TYPE a untyped\n" + line);
    }

    @Test
    void whateverAModelWritesTheWholeIsWellFormed() {
        Random random = new Random(12);
        for (int round = 0; round < 3_000; round++) {
            String broken = GOOD + GOOD.replace("# TYPE", "#TYPE").replace("python", "py");
            for (int blow = random.nextInt(6); blow >= 0; blow--) {
                broken = random.nextBoolean() ? withoutSome(broken, random) : shuffled(broken, random);
            }
            PrometheusText.parse(ordered(broken));
        }
        assertThat(dropped).containsKeys(DroppedLine.SYNTAX, DroppedLine.DUPLICATE);
    }

    private static String withoutSome(String text, Random random) {
        int from = random.nextInt(text.length());
        int to = Math.min(text.length(), from + random.nextInt(20));
        return text.substring(0, from) + text.substring(to);
    }

    private static String shuffled(String text, Random random) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        lines.add(random.nextInt(lines.size()), lines.remove(random.nextInt(lines.size())));
        return String.join("\n", lines) + "\n";
    }
}
