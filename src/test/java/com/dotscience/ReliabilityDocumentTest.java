package com.dotscience;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tables of promises and of faults: each test that they name is there, and each command is run. That the tests ran is for {@code .ci/run} to see. */
@Pure
class ReliabilityDocumentTest {

    private static final Path TESTS = Path.of("src/test/java");

    private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w*(?:Test|IT))(?:\\.(\\w+))?`");

    private static final Pattern PROFILE = Pattern.compile("mvn verify -P(\\w+)");

    /** Of the tables whose third column names tests. */
    private final List<List<String>> rows = new ArrayList<>();

    ReliabilityDocumentTest() throws IOException {
        List<String> heading = null;
        for (String line : Files.readAllLines(Path.of("docs/reliability.md"))) {
            if (!line.startsWith("|")) {
                heading = null;
            } else if (heading == null) {
                heading = cells(line);
            } else if (line.startsWith("| ") && heading.get(2).equals("Test")) {
                rows.add(cells(line));
            }
        }
    }

    private static List<String> cells(String line) {
        return List.of(line.substring(2).split(" \\| "));
    }

    @Test
    void eachTestThatItNamesIsThere() throws IOException {
        Map<String, List<String>> classes;
        try (Stream<Path> files = Files.walk(TESTS)) {
            classes = files.map(file -> TESTS.relativize(file).toString())
                    .filter(file -> file.endsWith(".java"))
                    .map(file -> file.replaceFirst("\\.java$", "").replace('/', '.'))
                    .collect(Collectors.groupingBy(name -> name.substring(name.lastIndexOf('.') + 1)));
        }
        List<MatchResult> named = rows.stream()
                .flatMap(row -> NAMED.matcher(row.get(2)).results())
                .toList();

        assertThat(named).hasSizeGreaterThan(100);
        assertThat(named)
                .filteredOn(test -> classes.getOrDefault(test.group(1), List.of()).stream()
                        .noneMatch(name -> isThere(name, test.group(2))))
                .extracting(MatchResult::group)
                .isEmpty();
    }

    private static boolean isThere(String name, String member) {
        try {
            Class<?> type = Class.forName(name, false, ReliabilityDocumentTest.class.getClassLoader());
            return member == null || hasMember(type, member);
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static boolean hasMember(Class<?> type, String name) {
        return type != null
                && (Stream.of(type.getDeclaredMethods())
                                .anyMatch(method -> method.getName().equals(name))
                        || Arrays.stream(type.getDeclaredClasses())
                                .anyMatch(nested -> nested.getSimpleName().equals(name) || hasMember(nested, name))
                        || hasMember(type.getSuperclass(), name));
    }

    @Test
    void eachFaultAndEachPromiseNamesATest() {
        assertThat(rows).allSatisfy(row -> assertThat(row.get(2)).as(row.get(0)).containsPattern(NAMED));
    }

    @Test
    void eachCommandIsRun() throws IOException {
        List<String> script = Files.readAllLines(Path.of(".ci/run"));
        String build = Files.readString(Path.of("pom.xml"));
        List<String> commands = rows.stream()
                .flatMap(row -> Pattern.compile("`(mvn verify[^`]*)`")
                        .matcher(row.get(row.size() - 1))
                        .results())
                .map(command -> command.group(1))
                .distinct()
                .toList();

        assertThat(commands).isNotEmpty().allSatisfy(command -> {
            MatchResult profile = PROFILE.matcher(command).results().findFirst().orElse(null);
            if (profile == null) {
                assertThat(script).contains(command);
            } else {
                assertThat(build).contains("<id>" + profile.group(1) + "</id>");
            }
        });
    }
}
