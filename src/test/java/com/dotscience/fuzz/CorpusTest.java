package com.dotscience.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.dotscience.testing.Embedded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All that fuzzing ever found of use, and all that once broke a promise. */
@Embedded
class CorpusTest {

    @ParameterizedTest
    @EnumSource
    @Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void everyInputIsTakenOrRefusedInWords(Targets target) throws IOException {
        Planted planted = target.withFault();
        List<Path> inputs = inputs(target);

        assertThat(inputs).as(target.corpus().toString()).hasSizeGreaterThan(2);
        for (Path input : inputs) {
            byte[] bytes = Files.readAllBytes(input);
            assertThatCode(() -> assertThat(planted.shownBy(bytes))
                            .as("the planted fault is for the fuzzer to find")
                            .isEmpty())
                    .as(input.toString())
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void theDocumentNamesEachTarget() throws IOException {
        String document = Files.readString(Path.of("docs/reliability.md"));
        String table = document.substring(document.indexOf("## Whatever comes"));

        assertThat(Pattern.compile("(?m)^\\| `(\\w+)` \\|")
                        .matcher(table)
                        .results()
                        .map(row -> row.group(1)))
                .containsExactlyElementsOf(
                        Arrays.stream(Targets.values()).map(Targets::name).toList());
    }

    private static List<Path> inputs(Targets target) throws IOException {
        try (Stream<Path> files = Files.list(target.corpus())) {
            return files.sorted().toList();
        }
    }
}
