package com.dotscience.deployer;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A recipe that adds something to a bundled file has all that the bundled file has. */
@Pure
class RecipesAreUpToDateTest {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A slower poll",
                "Only namespaces of a pattern",
                "A webhook for every failed change",
                "Extra labels on everything that is made"
            })
    void nothingOfTheBundledFileIsMissing(String heading) throws IOException {
        Recipe recipe = Recipe.of(heading);
        List<String> bundled =
                lines(Files.readString(Path.of("src/main/resources/routes/deployer", recipe.file()))).stream()
                        // What the recipe for a slower poll is about.
                        .filter(line -> !line.contains("{{deployer.poll.interval}}"))
                        .toList();

        assertThat(lines(recipe.block("yaml"))).containsSubsequence(bundled);
    }

    /** Without descriptions, and each in one form. */
    private static List<String> lines(String yaml) throws IOException {
        JsonNode routes = YAML.readTree(yaml);
        routes.findParents("description").forEach(described -> ((ObjectNode) described).remove("description"));
        return YAML.writeValueAsString(routes).lines().map(String::strip).toList();
    }
}
