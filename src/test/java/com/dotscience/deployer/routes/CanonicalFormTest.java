package com.dotscience.deployer.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Routes are as visual editors write them, who drop comments and know no short forms. */
@Pure
class CanonicalFormTest {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Path DOCUMENT = Path.of("docs", "routes.md");
    private static final Pattern RECIPE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    private final CanonicalSchema schema = new CanonicalSchema();

    CanonicalFormTest() throws IOException {}

    @ParameterizedTest
    @MethodSource("bundled")
    void aBundledFileIsInTheLongFormAndItsCommentsAreDescriptions(Path file) throws IOException {
        String text = Files.readString(file);

        assertThat(schema.complaints(text)).isEmpty();
        assertThat(text.lines()).noneMatch(line -> line.strip().startsWith("#"));
        for (JsonNode part : YAML.readTree(text)) {
            JsonNode described = part.elements().next();
            boolean obvious = part.has("onException") && described.path("steps").isMissingNode();
            assertThat(obvious || described.path("description").isTextual())
                    .as("a description of %s", described.path("id"))
                    .isTrue();
        }
    }

    @Test
    void soAreTheRecipes() throws IOException {
        List<String> recipes = RECIPE.matcher(Files.readString(DOCUMENT))
                .results()
                .map(MatchResult::group)
                .map(fenced -> fenced.substring("```yaml\n".length(), fenced.length() - "```".length()))
                .toList();

        assertThat(recipes).isNotEmpty();
        for (String recipe : recipes) {
            assertThat(schema.complaints(recipe)).as(recipe).isEmpty();
        }
    }

    @Test
    void aShortFormIsFound() throws IOException {
        String route = "- route:\n    id: a\n    from:\n      uri: direct:a\n      steps:\n        - %s\n";

        assertThat(schema.complaints(route.formatted("to:\n            uri: direct:b")))
                .isEmpty();
        assertThat(schema.complaints(route.formatted("to: direct:b"))).isNotEmpty();
        assertThat(schema.complaints(route.formatted("log: hello"))).isNotEmpty();
        assertThat(schema.complaints(route.formatted("setBody:\n            simple: hello")))
                .isNotEmpty();
        assertThat(schema.complaints(route.formatted("setBody:\n            expression:\n              simple: hello")))
                .isNotEmpty();
        assertThat(schema.complaints(route.formatted(
                        "setBody:\n            expression:\n              simple:\n                expression: hello")))
                .isEmpty();
    }

    static List<Path> bundled() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/resources/routes"))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }
}
