package com.dotscience.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the README says of installing, of trouble and of hacking is so. */
@Pure
class ReadmeTest {

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");
    private static final Pattern APPLIED = Pattern.compile("(?:apply -[kf]|@) ?((?:kubernetes|hack)[\\w./-]*)");

    @Test
    void whatItQuotesIsWhatTheProgramsSay() throws IOException {
        String said = sources().replaceAll("\"\\s*\\+\\s*\"", "");
        List<String> quoted = Pattern.compile("^\\| `([^`|]+)` \\|", Pattern.MULTILINE)
                .matcher(section("## When something is wrong"))
                .results()
                .map(row -> row.group(1))
                .toList();

        assertThat(quoted)
                .hasSizeGreaterThan(5)
                .allSatisfy(words -> assertThat(said).contains(words));
    }

    @Test
    void whatItHasPeopleApplyExists() throws IOException {
        for (Pattern pattern : List.of(LINK, APPLIED)) {
            Matcher named = pattern.matcher(text());
            assertThat(named.results().map(match -> match.group(1)))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(Path.of(file)).exists());
        }
    }

    @Test
    void whatItHasPeopleTypeForTheIngressControllerMakesWhatThatReads() throws IOException {
        assertThat(section("## Hacking"))
                .contains(
                        "kubectl create namespace webrelay-ingress",
                        "kubectl create --namespace webrelay-ingress secret generic webrelay-credentials"
                                + " --from-literal=key=xxx --from-literal=secret=xxx",
                        "kubectl apply -f hack/ingress-deployment-rbac.yml",
                        "untested on Kubernetes 1.22 and newer");
    }

    private static String section(String heading) throws IOException {
        String text = text();
        int start = text.indexOf("\n" + heading + "\n");
        assertThat(start).as(heading).isNotNegative();
        int end = text.indexOf("\n## ", start + 1);
        return text.substring(start, end < 0 ? text.length() : end);
    }

    private static String text() throws IOException {
        return Files.readString(Path.of("README.md"));
    }

    private static String sources() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }
}
