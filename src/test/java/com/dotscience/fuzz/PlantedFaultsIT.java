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
 * Whether the fuzzer is awake: a fault of a usual kind, which no input of the corpus shows, is planted behind each target, and has to be
 * found within a minute. It wants a machine that has little else to do.
 */
@Embedded
class PlantedFaultsIT {

    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    @ParameterizedTest
    @EnumSource
    void aPlantedFaultIsFoundWithinAMinute(Targets target, @TempDir Path folder)
            throws IOException, InterruptedException {
        long seed = RandomGenerator.getDefault().nextInt(1, Integer.MAX_VALUE);

        FuzzReport report = new Fuzzer(target, folder).runWithFault(A_MINUTE, seed);

        System.out.println("Fuzzed " + target + " with the seed " + seed + ": " + report);
        assertThat(report.found()).as("seed %d: %s", seed, report.log()).isTrue();
        assertThat(report.planted()).as("seed %d: %s", seed, report.log()).isNotEmpty();
    }
}
