package com.dotscience.deployer.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of extension points in {@code docs/routes.md} says of each bundled file what is in it. */
@Pure
class ExtensionPointsTest {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Path FOLDER = Path.of("src/main/resources/routes/deployer");
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
    private static final Pattern READS = Pattern.compile("\\$\\{(header|exchangeProperty)\\.([A-Za-z-]+)");

    @Test
    void eachBundledFileHasARow() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(rows().keySet())
                    .isEqualTo(files.map(file -> file.getFileName().toString())
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void itSaysWhereFromWhatIsCalledAndWhereOn(String name) throws IOException {
        List<String> row = rows().get(name);
        JsonNode file = YAML.readTree(Files.readString(FOLDER.resolve(name)));
        Set<String> from = new TreeSet<>();
        Set<String> to = new TreeSet<>();
        Set<String> calls = new TreeSet<>();
        walk(file, (key, value) -> {
            switch (key) {
                case "from" -> from.add(value.path("uri").asText());
                case "to", "wireTap" -> to.add(value.path("uri").asText());
                case "bean", "method" -> {
                    if (value.has("ref")) {
                        calls.add(value.path("ref").asText() + "."
                                + value.path("method").asText());
                    }
                }
                case "process" -> calls.add(value.path("ref").asText());
                default -> {}
            }
        });
        Set<String> ownRoutes = from.stream().filter(to::contains).collect(Collectors.toSet());
        Set<String> on = new TreeSet<>(to);
        on.removeIf(uri -> ownRoutes.contains(uri) || !uri.matches("(work|direct|seda):.*"));
        to.removeIf(uri -> uri.matches("(work|direct|seda):.*"));
        calls.addAll(to);

        assertThat(quoted(row.get(1)))
                .isEqualTo(from.stream()
                        .map(uri -> uri.startsWith("grpc:") ? "grpc:" : uri)
                        .collect(Collectors.toCollection(TreeSet::new)));
        assertThat(quoted(row.get(4))).isEqualTo(calls);
        assertThat(quoted(row.get(5))).isEqualTo(on);
    }

    @ParameterizedTest
    @MethodSource("names")
    void itSaysWhichHeadersAndPropertiesAreSetAndRead(String name) throws IOException {
        String text = Files.readString(FOLDER.resolve(name));
        Set<String> used = new HashSet<>();
        READS.matcher(text).results().forEach(found -> used.add(found.group(2)));
        walk(YAML.readTree(text), (key, value) -> {
            if (key.equals("setProperty") || key.equals("setHeader")) {
                used.add(value.path("name").asText());
            }
        });

        assertThat(quoted(rows().get(name).get(3))).containsAll(used);
    }

    static Set<String> names() throws IOException {
        return rows().keySet();
    }

    private static Map<String, List<String>> rows() throws IOException {
        Map<String, List<String>> rows = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("docs", "routes.md"))) {
            if (line.matches("\\| `[a-z-]+\\.yaml` .*")) {
                List<String> cells = Stream.of(line.substring(1).split("\\|"))
                        .map(String::strip)
                        .toList();
                rows.put(cells.get(0).replace("`", ""), cells);
            }
        }
        return rows;
    }

    private static Set<String> quoted(String cell) {
        return QUOTED.matcher(cell)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void walk(JsonNode node, BiConsumer<String, JsonNode> each) {
        node.properties().forEach(field -> each.accept(field.getKey(), field.getValue()));
        node.forEach(child -> walk(child, each));
    }
}
