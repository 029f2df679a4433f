package com.dotscience.deployer;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A recipe that adds something to a bundled file has all that the bundled file has. */
@Pure
class RecipesAreUpToDateTest {

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
        List<String> bundled = Files.readAllLines(Path.of("src/main/resources/routes/deployer", recipe.file())).stream()
                .map(String::strip)
                // What the recipe for a slower poll is about.
                .filter(line -> !line.startsWith("#") && !line.contains("{{deployer.poll.interval}}"))
                .toList();

        assertThat(recipe.block("yaml").lines().map(String::strip)).containsSubsequence(bundled);
    }
}
