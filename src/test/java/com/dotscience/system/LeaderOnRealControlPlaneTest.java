package com.dotscience.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.MachineClock;
import com.dotscience.testing.NeedsControlPlane;
import com.dotscience.testing.RealControlPlane;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * R13: of two deployers of one identity, processes with users of their own, one writes at any time, while there is news every 200 ms. The
 * API server's audit log says who did.
 */
@NeedsControlPlane
class LeaderOnRealControlPlaneTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    private final RealControlPlane plane;
    private Contest contest;

    LeaderOnRealControlPlaneTest(RealControlPlane plane) {
        this.plane = plane;
    }

    @BeforeEach
    void begin(@TempDir Path folder) {
        contest = new Contest(plane, folder);
    }

    @AfterEach
    void end() throws Exception {
        contest.close();
    }

    @Test
    void oneWritesWhoeverIsKilledStoppedOrEnded() throws Exception {
        contest.start("one");
        contest.awaitWritesOf("one");
        contest.start("two");
        contest.awaitStandingBy("two");

        contest.kill("one");
        contest.awaitWritesOf("two");

        contest.start("one");
        contest.awaitStandingBy("one");
        contest.signal("STOP", "two");
        contest.awaitWritesOf("one");
        contest.signal("CONT", "two");
        contest.awaitLog("two", "This deployer leads no longer");

        String holder = contest.lease().getSpec().getHolderIdentity();
        contest.terminate("one");
        assertThat(contest.lease().getSpec().getHolderIdentity())
                .as("given back")
                .isNotEqualTo(holder);
        contest.awaitWritesOf("two");

        contest.awaitLastNewsReported();
        assertThat(contest.hands()).containsExactly("one", "two", "one", "two");
        assertThat(contest.created())
                .as("nothing is made twice")
                .containsExactlyInAnyOrderElementsOf(Contest.MODEL_OBJECTS);
    }

    @Test
    void oneWritesWhoeverIsCutOffFromWhatever() throws Exception {
        contest.start("one");
        contest.awaitWritesOf("one");
        contest.start("two");
        contest.awaitStandingBy("two");

        contest.toApiServer("one").freeze();
        contest.awaitWritesOf("two");
        contest.toApiServer("one").thaw();
        contest.awaitStandingBy("one");

        contest.toGateway("two").freeze();
        contest.awaitWritesOf("one");
        contest.toGateway("two").thaw();
        contest.awaitStandingBy("two");

        contest.toGateway("one").freeze();
        contest.toApiServer("one").freeze();
        contest.awaitWritesOf("two");
        contest.toGateway("one").thaw();
        contest.toApiServer("one").thaw();
        contest.awaitStandingBy("one");

        contest.awaitLastNewsReported();
        assertThat(contest.hands()).containsExactly("one", "two", "one", "two");
        assertThat(contest.created())
                .as("nothing is made twice")
                .containsExactlyInAnyOrderElementsOf(Contest.MODEL_OBJECTS);
    }

    /** A clock that is set changes hands for nobody: neither that of the one that leads nor that of the one that waits, back or on. */
    @Test
    void oneWritesWhicheverClockIsSet(@TempDir Path clockOfOne, @TempDir Path clockOfTwo) throws Exception {
        MachineClock one = new MachineClock(clockOfOne);
        MachineClock two = new MachineClock(clockOfTwo);
        contest.start("one", one);
        contest.awaitWritesOf("one");
        contest.start("two", two);
        contest.awaitStandingBy("two");

        one.set(HOUR);
        assertThat(contest.awaitRenewals()).isCloseTo(HOUR, A_MINUTE);
        contest.awaitWritesOf("one");
        one.set(HOUR.negated());
        assertThat(contest.awaitRenewals()).isCloseTo(HOUR.negated(), A_MINUTE);
        contest.awaitWritesOf("one");
        two.set(HOUR);
        contest.awaitRenewals();
        contest.awaitWritesOf("one");
        two.set(HOUR.negated());
        contest.awaitRenewals();
        contest.awaitWritesOf("one");

        contest.kill("one");
        contest.awaitWritesOf("two");
        assertThat(contest.awaitRenewals()).isCloseTo(HOUR.negated(), A_MINUTE);

        contest.awaitLastNewsReported();
        assertThat(contest.hands()).containsExactly("one", "two");
        assertThat(contest.created())
                .as("nothing is made twice")
                .containsExactlyInAnyOrderElementsOf(Contest.MODEL_OBJECTS);
    }

    /** In the course of an upgrade from 0.1.0, and of the way back. */
    @Test
    void whileOneWritesThatKnowsOfNoLeaseTheOthersStandBy() throws Exception {
        contest.startWithoutLease("old");
        contest.awaitWritesOf("old");
        contest.start("new");
        contest.awaitLog("new", "standing by: another deployer with this token", "writes without a Lease");
        contest.awaitWritesOf("old");
        assertThat(contest.installation().ds("deployer", "ls").output())
                .contains("runs with its token and writes without a Lease");

        contest.terminate("old");
        contest.awaitWritesOf("new");

        contest.startWithoutLease("old");
        contest.awaitLog("new", "This deployer leads no longer; standing by: another deployer with this token");
        contest.awaitWritesOf("old");

        contest.kill("old");
        contest.awaitWritesOf("new");
        assertThat(contest.hands()).containsExactly("old", "new", "old", "new");
        assertThat(contest.created())
                .as("nothing is made twice")
                .containsExactlyInAnyOrderElementsOf(Contest.MODEL_OBJECTS);
    }
}
