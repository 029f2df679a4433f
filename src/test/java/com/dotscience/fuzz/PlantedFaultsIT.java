package com.dotscience.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.dotscience.testing.Embedded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Fuzzing finds what it is there for: a fault of a usual kind, which no input of the corpus shows, within a minute. */
@Embedded
class PlantedFaultsIT {

    /** A minute of a machine that does nothing else: in a build there are three JVMs for two processors, and more beside them. */
    private static final Duration A_MINUTE_OF_ITS_OWN = Duration.ofMinutes(4);

    @ParameterizedTest
    @EnumSource
    void aFaultBehindAValidMessageIsFoundWithinAMinute(Targets target, @TempDir Path folder)
            throws IOException, InterruptedException {
        Promises planted = target.withFault();
        try (Stream<Path> corpus = Files.list(target.corpus())) {
            for (Path input : corpus.toList()) {
                byte[] bytes = Files.readAllBytes(input);
                assertThatCode(() -> planted.keptFor(bytes))
                        .as("%s shows it", input)
                        .doesNotThrowAnyException();
            }
        }
        long seed = RandomGenerator.getDefault().nextInt(1, Integer.MAX_VALUE);

        FuzzReport report = new Fuzzer(target, folder).run(A_MINUTE_OF_ITS_OWN, seed, true);

        System.out.println("Found the fault planted behind " + target + " with the seed " + seed + ": " + report);
        assertThat(report.found()).as("seed %d: %s", seed, report.log()).isTrue();
        assertThat(report.log())
                .containsAnyOf("ArrayIndexOutOfBoundsException: Index ", "growth: ", "the text ends before its length");
    }
}
