package com.dotscience.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Embedded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * New inputs for each target, for a minute or as long as {@code -Dfuzz.seconds} says. What is found of use is kept in {@code
 * target/fuzz}, where {@code hack/fuzz} takes it from.
 */
@Embedded
class FreshFuzzingIT {

    @ParameterizedTest
    @EnumSource
    void noNewInputBreaksAPromise(Targets target) throws IOException, InterruptedException {
        long seed = RandomGenerator.getDefault().nextInt(1, Integer.MAX_VALUE);
        Fuzzer fuzzer = new Fuzzer(target, Files.createDirectories(Path.of("target/fuzz", target.name())));

        FuzzReport report = fuzzer.run(Duration.ofSeconds(Integer.getInteger("fuzz.seconds", 60)), seed, false);

        System.out.println("Fuzzed " + target + " with the seed " + seed + ": " + report);
        assertThat(report.found()).as("seed %d: %s", seed, report.log()).isFalse();
        assertThat(report.ended()).as(report.log()).isTrue();
        try (Stream<Path> corpus = Files.list(target.corpus())) {
            assertThat(report.executions())
                    .as("inputs beyond the corpus: %s", report.log())
                    .isGreaterThan(2 * corpus.count());
        }
    }
}
