package com.dotscience.testing.bench.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.dotscience.testing.Embedded;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Embedded
class FiguresTest {

    private static final long MIB = 1 << 20;

    private final Runs direct = runs(0, 1.0, 900, 1100, 1000);
    private final Runs nginx = runs(10 * MIB, 1.5, 500, 400, 600);
    private final Runs modelProxy = runs(64 * MIB, 2.0, 250, 300, 120);

    private final Figures figures = new Figures(Workload.SMALL, 16, direct, nginx, modelProxy, 0.125);

    @Test
    void ratiosAreMediansOfRounds() {
        assertThat(figures.throughputToNginx()).isEqualTo(0.5);
        assertThat(figures.addedP50ToNginx()).isEqualTo(2.0);
        assertThat(nginx.answersPerSecond()).isEqualTo(500);
        assertThat(nginx.processorSecondsPerThousand()).isCloseTo(2.0, within(1e-9));
    }

    @Test
    void theTableHasThemAll() {
        assertThat(Table.of(figures)).isEqualTo("""
                1 kB, 16 connections                   no proxy        nginx  model-proxy
                  answers a second                        1,000          500          250
                  latency p50, ms                         1.000        1.500        2.000
                  latency p99, ms                         2.000        3.000        4.000
                  processor seconds                                     3.00         3.00
                  processor seconds a 1000 answers                     2.000        4.478
                  peak resident memory, MiB                             10.0         64.0
                  answers not read                                                 12.5 %
                  throughput 0.50 of nginx's, added p50 2.0 times nginx's
                """);
    }

    @Test
    void withoutLimitsAnythingGoes() {
        assertThat(limits().broken(figures)).isEmpty();
    }

    @Test
    void whatIsJustWithinLimitsHolds() {
        assertThat(limits("--max-memory=64", "--min-throughput-small=0.5", "--max-not-read=12.5")
                        .broken(figures))
                .isEmpty();
    }

    @Test
    void eachLimitThatIsBrokenIsNamed() {
        assertThat(limits("--max-memory=63.9", "--min-throughput-small=0.51", "--max-not-read=12")
                        .broken(figures))
                .containsExactly(
                        "1 kB, 16: peak of 64.0 MiB, above 63.9",
                        "1 kB, 16: throughput 0.50 of nginx's, below 0.51",
                        "1 kB, 16: 12.50 % of answers not read, above 12.00");
    }

    @Test
    void largeBodiesHaveALimitOfTheirOwnAndMayStayUnreadBeyondFourConnections() {
        Figures large = new Figures(Workload.DOWNLOAD, 16, direct, nginx, modelProxy, 0.125);

        assertThat(limits("--min-throughput-large=0.5", "--min-throughput-small=1", "--max-not-read=0")
                        .broken(large))
                .isEmpty();
        assertThat(limits("--min-throughput-large=0.6").broken(large)).hasSize(1);
    }

    @Test
    void aRunInWhichRequestsFailedIsNone() {
        assertThat(Wrk.figures("Running\nFigures: 1000 2000000 1500 3000 0\n"))
                .isEqualTo(new Driven(1000, 2.0, 1.5, 3.0));
        assertThatThrownBy(() -> Wrk.figures("Running\nFigures: 1000 2000000 1500 3000 1\n"))
                .hasMessageStartingWith("1 requests failed");
        assertThatThrownBy(() -> Wrk.figures("connection refused")).hasMessageEndingWith("connection refused");
    }

    private static Runs runs(long peakBytes, double p50, long... answersPerSecond) {
        List<Driven> rounds = Arrays.stream(answersPerSecond)
                .mapToObj(answers -> new Driven(answers, 1, p50, 2 * p50))
                .toList();
        return new Runs(rounds, 3, peakBytes);
    }

    private static Limits limits(String... options) {
        Options parsed = new Options();
        new CommandLine(parsed).parseArgs(options);
        return parsed.limits;
    }

    @Command
    private static final class Options {

        @Mixin
        private Limits limits;
    }
}
