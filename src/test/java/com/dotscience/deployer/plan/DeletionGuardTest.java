package com.dotscience.deployer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.deployer.plan.DeletionGuard.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** R2: mass deletion is held. */
class DeletionGuardTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Policy POLICY = new Policy(50, 5, Duration.ofMinutes(60), Duration.ZERO);

    private final DeletionGuard guard = new DeletionGuard(POLICY);

    @Test
    void nothingMayBeDeletedThatNobodyClearedYet() {
        assertThat(guard.verdict("a", NOON).permitted()).isFalse();
        assertThat(guard.verdict("a", NOON).reason()).isEqualTo("Not wanted, but no complete list has said so yet");
    }

    @Test
    void whatIsNamedAsRemovedGoesAtOnceHoweverMany() {
        DeletionGuard after = guard.removed(ids(1, 50), NOON).reviewed(ids(1, 60), ids(51, 60), true, NOON);

        assertThat(ids(1, 50)).allMatch(id -> after.verdict(id, NOON).permitted());
        assertThat(after.held()).isEmpty();
    }

    @Test
    void aFewThatAListLacksGo() {
        DeletionGuard after = guard.reviewed(ids(1, 6), ids(5, 6), true, NOON);

        assertThat(ids(1, 4)).allMatch(id -> after.verdict(id, NOON).permitted());
    }

    @Test
    void halfOfManyThatAListLacksGo() {
        DeletionGuard after = guard.reviewed(ids(1, 10), ids(6, 10), true, NOON);

        assertThat(after.cleared().keySet()).isEqualTo(ids(1, 5));
    }

    @Test
    void moreThanHalfOfManyIsHeld() {
        DeletionGuard after = guard.reviewed(ids(1, 10), ids(7, 10), true, NOON);

        assertThat(after.held().keySet()).isEqualTo(ids(1, 6));
        assertThat(after.verdict("1", NOON).permitted()).isFalse();
        assertThat(after.verdict("1", NOON).reason())
                .isEqualTo(
                        "Missing from the Gateway's list since 2026-11-22T12:00:00Z, but too much was missing at once: held"
                                + " until the Gateway names it as removed or a person releases it");
    }

    @Test
    void anEmptyListIsHeldEvenForOne() {
        assertThat(guard.reviewed(Set.of("a"), Set.of(), true, NOON).held()).containsOnlyKeys("a");
    }

    @Test
    void whatIsHeldStaysHeldWhenTheNextListLooksBetter() {
        DeletionGuard after = guard.reviewed(ids(1, 10), Set.of(), true, NOON)
                .reviewed(ids(1, 10), ids(2, 10), true, NOON.plusSeconds(10));

        assertThat(after.held()).containsOnlyKeys("1");
    }

    @Test
    void whatIsWantedAgainIsNoLongerHeld() {
        DeletionGuard held = guard.reviewed(ids(1, 10), Set.of(), true, NOON);

        assertThat(held.reviewed(ids(1, 10), ids(1, 10), true, NOON).held()).isEmpty();
        assertThat(held.wantedAgain(ids(1, 9)).held()).containsOnlyKeys("10");
    }

    @Test
    void whatWasClearedAndIsWantedAgainIsNoLongerCleared() {
        DeletionGuard after = guard.removed(Set.of("a"), NOON).wantedAgain(Set.of("a"));

        assertThat(after.verdict("a", NOON).permitted()).isFalse();
    }

    @Test
    void aTombstoneReleasesWhatIsHeld() {
        DeletionGuard after = guard.reviewed(ids(1, 10), Set.of(), true, NOON).removed(Set.of("1"), NOON);

        assertThat(after.verdict("1", NOON).permitted()).isTrue();
        assertThat(after.held().keySet()).isEqualTo(ids(2, 10));
    }

    @Test
    void aPersonReleasesWhatIsHeld() {
        DeletionGuard after = guard.reviewed(ids(1, 10), Set.of(), true, NOON).released(NOON);

        assertThat(after.held()).isEmpty();
        assertThat(ids(1, 10)).allMatch(id -> after.verdict(id, NOON).permitted());
    }

    @Test
    void timeAloneNeverReleasesWhatAGatewayWithTombstonesLacks() {
        DeletionGuard after = guard.reviewed(ids(1, 10), Set.of(), true, NOON)
                .reviewed(ids(1, 10), Set.of(), true, NOON.plus(Duration.ofDays(30)));

        assertThat(after.held().keySet()).isEqualTo(ids(1, 10));
    }

    @Test
    void aGatewayWithoutTombstonesIsBelievedWhenItsListsAgreedForLong() {
        DeletionGuard held = guard.reviewed(ids(1, 10), Set.of(), false, NOON);

        assertThat(held.reviewed(ids(1, 10), Set.of(), false, NOON.plus(Duration.ofMinutes(59)))
                        .cleared())
                .isEmpty();
        assertThat(held.reviewed(ids(1, 10), Set.of(), false, NOON.plus(Duration.ofMinutes(60)))
                        .cleared()
                        .keySet())
                .isEqualTo(ids(1, 10));
    }

    @Test
    void aListThatNamesAnIdInBetweenStartsTheClockAnew() {
        DeletionGuard after = guard.reviewed(Set.of("a"), Set.of(), false, NOON)
                .reviewed(Set.of("a"), Set.of("a"), false, NOON.plus(Duration.ofMinutes(30)))
                .reviewed(Set.of("a"), Set.of(), false, NOON.plus(Duration.ofMinutes(70)));

        assertThat(after.held()).containsExactly(java.util.Map.entry("a", NOON.plus(Duration.ofMinutes(70))));
    }

    @Test
    void whatOwnsNothingAnyMoreIsForgotten() {
        DeletionGuard after = guard.removed(ids(1, 3), NOON).reviewed(Set.of("9"), Set.of("9"), true, NOON);

        assertThat(after.cleared()).isEmpty();
    }

    @Test
    void whatIsStillBeingDeletedCountsNeitherAsMissingNorAsRunning() {
        DeletionGuard after = guard.removed(ids(1, 90), NOON).reviewed(ids(1, 100), ids(97, 100), true, NOON);

        assertThat(after.held().keySet()).isEqualTo(ids(91, 96));
    }

    @Test
    void aDeletionWaitsForItsDelay() {
        DeletionGuard slow = new DeletionGuard(new Policy(50, 5, Duration.ofMinutes(60), Duration.ofSeconds(30)))
                .removed(Set.of("a"), NOON);

        assertThat(slow.verdict("a", NOON.plusSeconds(29)).permitted()).isFalse();
        assertThat(slow.verdict("a", NOON.plusSeconds(29)).reason())
                .isEqualTo("No longer wanted; deleted at 2026-11-22T12:00:30Z");
        assertThat(slow.verdict("a", NOON.plusSeconds(30)).permitted()).isTrue();
    }

    private static Set<String> ids(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(String::valueOf).collect(Collectors.toSet());
    }
}
