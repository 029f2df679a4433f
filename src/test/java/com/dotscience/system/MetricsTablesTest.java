package com.dotscience.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import com.dotscience.testing.Readme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The documents name every metric of the deployer's and the Gateway's own, with its type and its labels, and none that does not
 * exist. It reads the sources, since some metrics are there only when something has happened.
 */
@Pure
class MetricsTablesTest {

    private static final String COLUMNS = "| Metric | Type | Labels | |";
    private static final String MADE = "(?:(Counter|Gauge|Timer)\\.builder|\\b(counter|gauge))\\(";

    /** Up to the next one, or the end of the method. */
    private static final Pattern METER =
            Pattern.compile(MADE + "\\s*\"([a-z.]+)\".*?(?=" + MADE + "|\n    }\n)", Pattern.DOTALL);

    private static final Pattern LABEL = Pattern.compile("(?:\\.tag|Tags\\.of)\\(\"(\\w+)\"");

    @Test
    void thoseOfTheDeployer() throws IOException {
        assertThat(listed("operations.md", "## Metrics"))
                .containsExactlyInAnyOrderElementsOf(made("src/main/java/com/dotscience/deployer"));
    }

    @Test
    void thoseOfTheGateway() throws IOException {
        assertThat(listed("gateway.md", "## Metrics"))
                .containsExactlyInAnyOrderElementsOf(made("src/main/java/com/dotscience/gateway"));
    }

    private static List<String> listed(String document, String section) {
        return Readme.document(document).table(section, COLUMNS).stream()
                .map(row -> row.get(0) + " " + row.get(1) + " " + row.get(2).replace("`", ""))
                .toList();
    }

    private static List<String> made(String folder) throws IOException {
        StringBuilder sources = new StringBuilder();
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                sources.append(Files.readString(file));
            }
        }
        return METER.matcher(sources)
                .results()
                .map(MetricsTablesTest::asPrometheusHasIt)
                .toList();
    }

    private static String asPrometheusHasIt(MatchResult meter) {
        String name = meter.group(3).replace('.', '_');
        String kind = meter.group(1) == null ? meter.group(2) : meter.group(1).toLowerCase(Locale.ROOT);
        List<String> labels = LABEL.matcher(meter.group())
                .results()
                .map(label -> label.group(1))
                .toList();
        return switch (kind) {
                    case "counter" -> name + "_total counter";
                    case "gauge" -> name + " gauge";
                    default -> name + "_seconds histogram";
                }
                + " " + String.join(", ", labels);
    }
}
