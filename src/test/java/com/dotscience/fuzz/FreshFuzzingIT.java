package com.dotscience.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Embedded;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** New inputs for each target: for a minute in all, or as long as {@code -Dfuzz.seconds} says. */
@Embedded
class FreshFuzzingIT {

    private static final Duration EACH =
            Duration.ofSeconds(Integer.getInteger("fuzz.seconds", 60)).dividedBy(Targets.values().length);

    @ParameterizedTest
    @EnumSource
    void noNewInputBreaksAPromise(Targets target, @TempDir Path folder) throws IOException, InterruptedException {
        long seed = RandomGenerator.getDefault().nextInt(1, Integer.MAX_VALUE);

        FuzzReport report = new Fuzzer(target, folder).run(EACH, seed);

        System.out.println("Fuzzed " + target + " with the seed " + seed + ": " + report);
        assertThat(report.found()).as("seed %d: %s", seed, report.log()).isFalse();
        assertThat(report.ended()).as("seed %d: %s", seed, report.log()).isTrue();
        assertThat(report.executions()).as("seed %d: %s", seed, report.log()).isPositive();
    }
}
