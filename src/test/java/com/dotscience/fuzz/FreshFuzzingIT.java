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

/**
 * New inputs for each target: for a minute in all, or as long as {@code -Dfuzz.seconds} says. That the fuzzer is awake shows in the same
 * run: a fault of a usual kind, which no input of the corpus shows, is planted behind the target, and has to be found.
 */
@Embedded
class FreshFuzzingIT {

    /** A minute of a machine that does nothing else: in a build there are three JVMs for two processors, and more beside them. */
    private static final Duration A_MINUTE_OF_ITS_OWN = Duration.ofMinutes(5);

    private static final Duration EACH =
            Duration.ofSeconds(Integer.getInteger("fuzz.seconds", 60)).dividedBy(Targets.values().length);

    @ParameterizedTest
    @EnumSource
    void noNewInputBreaksAPromiseAndThePlantedFaultIsFoundWithinAMinute(Targets target, @TempDir Path folder)
            throws IOException, InterruptedException {
        long seed = RandomGenerator.getDefault().nextInt(1, Integer.MAX_VALUE);

        FuzzReport report = new Fuzzer(target, folder).runWithFault(EACH, A_MINUTE_OF_ITS_OWN.plus(EACH), seed);

        System.out.println("Fuzzed " + target + " with the seed " + seed + ": " + report);
        assertThat(report.found()).as("seed %d: %s", seed, report.log()).isTrue();
        assertThat(report.planted()).as("seed %d: %s", seed, report.log()).isNotEmpty();
    }
}
