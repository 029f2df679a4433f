package com.dotscience.deployer.leader;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@Pure
class ElectionTest {

    private static final Terms TERMS = new Terms(Duration.ofSeconds(15), Duration.ofSeconds(10), Duration.ofSeconds(2));
    private static final Instant TIME = Instant.parse("2026-11-27T09:00:00Z");
    private static final LeaseState OTHERS = new LeaseState("b", TIME, TIME, 3, "", "7");

    private final Election election = new Election("a", TERMS);

    @Test
    void aLeaseThatIsNotThereIsMade() {
        election.saw(Optional.empty(), 0);

        assertThat(election.toWrite(0, TIME)).contains(new LeaseState("a", TIME, TIME, 0, "", ""));
        assertThat(election.isLeading(0)).isFalse();
    }

    @Test
    void whoeverHasWrittenItLeadsForTenSecondsFromTheRequest() {
        election.wrote(new LeaseState("a", TIME, TIME, 0, "", "1"), seconds(1));

        assertThat(election.isLeading(seconds(1))).isTrue();
        assertThat(election.isLeading(seconds(11) - 1)).isTrue();
        assertThat(election.isLeading(seconds(11))).isFalse();
    }

    @Test
    void theHolderRenewsTheVersionThatItWrote() {
        election.wrote(new LeaseState("a", TIME, TIME, 0, "", "1"), 0);
        Instant later = TIME.plusSeconds(2);

        assertThat(election.toWrite(seconds(2), later)).contains(new LeaseState("a", TIME, later, 0, "", "1"));
    }

    @Test
    void anothersLeaseIsLeftAloneForFifteenSecondsAfterItsLastChange() {
        election.saw(Optional.of(OTHERS), 0);
        LeaseState renewed = new LeaseState("b", TIME, TIME.plusSeconds(2), 3, "", "8");
        election.saw(Optional.of(renewed), seconds(2));
        election.saw(Optional.of(renewed), seconds(16));

        assertThat(election.toWrite(seconds(17) - 1, TIME)).isEmpty();
        assertThat(election.toWrite(seconds(17), TIME)).contains(new LeaseState("a", TIME, TIME, 4, "", "8"));
        assertThat(election.holder()).contains("b");
    }

    @Test
    void whatTimeTheHolderWroteDecidesNothing() {
        election.saw(Optional.of(new LeaseState("b", TIME, TIME.minusSeconds(86_400), 3, "", "7")), 0);

        assertThat(election.toWrite(seconds(14), TIME)).isEmpty();
    }

    @Test
    void aLeaseThatWasGivenBackIsTakenAtOnce() {
        election.saw(Optional.of(OTHERS.givenBack(TIME)), 0);

        assertThat(election.toWrite(0, TIME)).contains(new LeaseState("a", TIME, TIME, 4, "", "7"));
    }

    @Test
    void whoeverDidNotHearThatItsWriteWasTakenRenewsAtOnceAndLeadsOnlyThen() {
        election.saw(Optional.of(new LeaseState("a", TIME, TIME, 3, "", "7")), 0);

        assertThat(election.isLeading(0)).isFalse();
        assertThat(election.toWrite(0, TIME.plusSeconds(1)))
                .contains(new LeaseState("a", TIME, TIME.plusSeconds(1), 3, "", "7"));
    }

    @Test
    void whoeverSeesAnotherHolderLeadsNoLonger() {
        election.wrote(new LeaseState("a", TIME, TIME, 0, "", "1"), 0);

        election.saw(Optional.of(OTHERS), seconds(1));

        assertThat(election.isLeading(seconds(1))).isFalse();
    }

    @Test
    void whoeverWasOutdatedByAnotherLeadsNoLonger() {
        election.wrote(new LeaseState("a", TIME, TIME, 0, "", "1"), 0);

        election.lost();

        assertThat(election.isLeading(0)).isFalse();
    }

    @Test
    void onlyTheLeaderGivesItBackAndWritesNothingAfterwards() {
        assertThat(election.toGiveBack(0, TIME)).isEmpty();
        election.wrote(new LeaseState("a", TIME, TIME, 0, "", "1"), 0);

        assertThat(election.toGiveBack(0, TIME)).contains(new LeaseState("", TIME, TIME, 0, "", "1"));
        assertThat(election.isLeading(0)).isFalse();
    }

    @Test
    void anotherLeaseIsKnownByNothing() {
        election.wrote(new LeaseState("a", TIME, TIME, 0, "", "1"), 0);

        election.forget();

        assertThat(election.isLeading(0)).isFalse();
        assertThat(election.holder()).isEmpty();
    }

    @Test
    void oneThatMakesWayLeavesAFreeLeaseToOthersForAsLongAsItsTerm() {
        election.makeWay(true);
        election.saw(Optional.of(OTHERS.givenBack(TIME)), seconds(0));

        assertThat(election.toWrite(seconds(15) - 1, TIME)).isEmpty();
        assertThat(election.toWrite(seconds(15), TIME)).isPresent();

        election.makeWay(false);
        assertThat(election.toWrite(seconds(1), TIME)).isPresent();
    }

    @Test
    void onlyWhatItWroteLastIsItsOwnWord() {
        assertThat(election.isOwnWord()).isFalse();

        election.wrote(new LeaseState("a", TIME, TIME, 0, "mine", "1"), 0);
        assertThat(election.isOwnWord()).isTrue();

        // As after a write whose answer was lost.
        election.saw(Optional.of(new LeaseState("a", TIME, TIME, 0, "other", "2")), seconds(1));
        assertThat(election.isOwnWord()).isFalse();
    }

    private static long seconds(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }
}
