package com.dotscience.system;

import static java.util.function.Predicate.not;
import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Links;
import com.dotscience.testing.Pure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README is short, leads to everything else, and what it and the documents say of files and messages is so. */
@Pure
class DocumentsTest {

    private static final Path README = Path.of("README.md");
    private static final Path INSTALL = Path.of("docs", "install.md");
    private static final Path TROUBLESHOOTING = Path.of("docs", "troubleshooting.md");
    private static final Pattern APPLIED = Pattern.compile("(?:apply -[kf]|@) ?((?:kubernetes|hack)[\\w./-]*)");

    @Test
    void theReadmeIsReadInAMinute() throws IOException {
        List<String> lines = Files.readAllLines(README);

        assertThat(lines)
                .hasSizeLessThanOrEqualTo(150)
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(130));
    }

    @Test
    void noLinkIsDead() throws IOException {
        for (Path document : documents()) {
            assertThat(Links.of(document).targets())
                    .as(document.toString())
                    .allSatisfy(target -> assertThat(target.file()).exists())
                    .filteredOn(not(target -> target.anchor().isEmpty()))
                    .allSatisfy(target ->
                            assertThat(Links.of(target.file()).anchors()).contains(target.anchor()));
        }
    }

    @Test
    void everyDocumentIsReachedFromTheReadme() throws IOException {
        Set<Path> reached = new HashSet<>(Set.of(README));
        Deque<Path> left = new ArrayDeque<>(reached);
        while (!left.isEmpty()) {
            Path document = left.remove();
            for (Links.Target target : Links.of(document).targets()) {
                if (target.file().toString().endsWith(".md") && reached.add(target.file())) {
                    left.add(target.file());
                }
            }
        }
        assertThat(reached).containsAll(documents());
    }

    @Test
    void whatTheyHavePeopleApplyExists() throws IOException {
        for (Path document : documents()) {
            assertThat(APPLIED.matcher(Files.readString(document)).results().map(match -> match.group(1)))
                    .as(document.toString())
                    .allSatisfy(file -> assertThat(Path.of(file)).exists());
        }
        assertThat(APPLIED.matcher(Files.readString(INSTALL)).results()).isNotEmpty();
    }

    @Test
    void whatTroubleIsQuotedByIsWhatTheProgramsSay() throws IOException {
        String said = sources().replaceAll("\"\\s*\\+\\s*\"", "");
        List<String> quoted = Pattern.compile("^\\| `([^`|]+)` \\|", Pattern.MULTILINE)
                .matcher(Files.readString(TROUBLESHOOTING))
                .results()
                .map(row -> row.group(1))
                .toList();

        assertThat(quoted)
                .hasSizeGreaterThan(50)
                .allSatisfy(words -> assertThat(said).contains(words));
    }

    @Test
    void whatPeopleTypeForTheIngressControllerMakesWhatThatReads() throws IOException {
        String install = Files.readString(INSTALL);

        assertThat(install.substring(install.indexOf("\n## Reach a model from outside\n")))
                .contains(
                        "kubectl create namespace webrelay-ingress",
                        "kubectl create --namespace webrelay-ingress secret generic webrelay-credentials"
                                + " --from-literal=key=xxx --from-literal=secret=xxx",
                        "kubectl apply -f hack/ingress-deployment-rbac.yml",
                        "untested on Kubernetes 1.22 and newer");
    }

    /** Those at the top, and those in {@code docs}. */
    private static List<Path> documents() throws IOException {
        try (Stream<Path> top = Files.list(Path.of(""));
                Stream<Path> below = Files.walk(Path.of("docs"))) {
            return Stream.concat(top, below)
                    .filter(path -> path.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
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
