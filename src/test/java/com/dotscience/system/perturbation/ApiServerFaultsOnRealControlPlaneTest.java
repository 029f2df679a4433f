package com.dotscience.system.perturbation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.testing.NeedsControlPlane;
import com.dotscience.testing.RealControlPlane;
import com.dotscience.testing.perturbation.ApiAnswer;
import com.dotscience.testing.perturbation.Fate;
import com.dotscience.testing.perturbation.Perturbation;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * An API server that is in trouble while something new is wanted. Once it is well, what is wanted is there within the longest back-off, nothing is made
 * twice, and meanwhile it was not asked more than a few times a second.
 */
@NeedsControlPlane
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiServerFaultsOnRealControlPlaneTest {

    /** That of a failed write, as it is set by default, is 30 s, that of an informer 32 s. */
    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(32);

    /** What a machine that has other things to do takes longer. */
    private static final Duration BUSY = Duration.ofSeconds(30);

    /** A call that gets no answer is given up after this time. */
    private static final Duration LONGEST_CALL = Duration.ofSeconds(30);

    /** Longer than one write needs that is not refused. */
    private static final Duration LASTS = Duration.ofSeconds(5);

    private static final int AT_LEAST = 5;

    /** A model deployment's objects and Events, and what an informer of each kind asks. */
    private static final int CALLS_A_SECOND = 20;

    private final Extent extent = new Extent();
    private final RealControlPlane plane;
    private Arena arena;
    private PerturbedRun run;

    ApiServerFaultsOnRealControlPlaneTest(RealControlPlane plane) {
        this.plane = plane;
    }

    @BeforeAll
    void start(@TempDir Path folder) {
        arena = new Arena(plane, folder);
        run = new PerturbedRun(arena, 1);
        run.start();
        run.walk(0);
    }

    @AfterAll
    void end() {
        run.close();
        arena.close();
    }

    @Test
    void whateverItAnswersOnceItIsWellAllIsAsWanted() {
        List<ApiServerFault> faults = List.of(
                ApiServerFault.refusesAll(ApiAnswer.refusal(500, "InternalError", "etcd has no leader")),
                ApiServerFault.refusesAll(ApiAnswer.refusal(503, "ServiceUnavailable", "not ready")),
                ApiServerFault.refusesAll(ApiAnswer.refusal(504, "Timeout", "took too long")),
                ApiServerFault.refusesWrites(ApiAnswer.refusal(503, "ServiceUnavailable", "not ready")),
                ApiServerFault.refusesAll(
                        ApiAnswer.refusal(429, "TooManyRequests", "try later").with("Retry-After", "2")),
                ApiServerFault.requests("all is reset", Fate.RESET),
                ApiServerFault.answers("answers are cut in their middle", Fate.CUT),
                ApiServerFault.answers("answers are lost", Fate.RESET),
                ApiServerFault.answers("answers are slow", Fate.after(Duration.ofSeconds(2), Fate.PASS)));

        extent.of(faults, 4).forEach(fault -> suffer(fault, LONGEST_BACK_OFF));
    }

    @Test
    void whatItNeverAnswersIsAskedAgain() {
        suffer(ApiServerFault.requests("nothing is answered", Fate.HANG), LONGEST_CALL.plus(LONGEST_BACK_OFF));
    }

    @Test
    void aCertificateThatIsRenewedIsNotMissed() {
        run.proxy().renewCertificate();

        assertConverges("a renewed certificate", LONGEST_BACK_OFF);
    }

    private void suffer(ApiServerFault fault, Duration longest) {
        Instant begin = Instant.now();
        run.proxy().perturb(fault);
        run.proxy().endWatches();
        run.ask();
        await(fault.toString())
                .atMost(Duration.ofMinutes(2))
                .until(() -> fault.struck() >= AT_LEAST && begin.plus(LASTS).isBefore(Instant.now()));
        run.proxy().perturb(Perturbation.NONE);
        double seconds = Duration.between(begin, Instant.now()).toMillis() / 1000.0;
        assertThat(fault.asked() / seconds).as("calls a second while %s", fault).isLessThan(CALLS_A_SECOND);

        assertConverges(fault.toString(), longest);
        System.out.println("API server: " + fault);
    }

    private void assertConverges(String fault, Duration longest) {
        run.ask();
        Instant well = Instant.now();
        run.awaitReached();
        assertThat(Duration.between(well, Instant.now()))
                .as("until all was well after: %s", fault)
                .isLessThan(longest.plus(BUSY));
        assertThat(arena.made(run.courses().get(0).namespace()).counts().values())
                .as("how often each object was made: %s", fault)
                .containsOnly(1L);
    }
}
