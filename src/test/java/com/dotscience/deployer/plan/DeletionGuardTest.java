package com.dotscience.deployer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.deployer.plan.DeletionGuard.Facts;
import com.dotscience.deployer.plan.DeletionGuard.Held;
import com.dotscience.deployer.plan.DeletionGuard.Policy;
import com.dotscience.deployer.plan.DeletionGuard.Why;
import com.dotscience.testing.Pure;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** R2: mass deletion is held. */
@Pure
class DeletionGuardTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Policy POLICY = new Policy(50, 5, Duration.ofMinutes(60), Duration.ZERO, false);

    private final DeletionGuard guard = new DeletionGuard(POLICY);

    @Test
    void nothingMayBeDeletedThatNobodyClearedYet() {
        assertThat(guard.permission("a", NOON).permitted()).isFalse();
        assertThat(guard.permission("a", NOON).reason()).isEqualTo("Not wanted, but no complete list has said so yet");
    }

    @Nested
    class WhatIsNamedAsRemoved {

        @Test
        void goesAtOnceHoweverManyIfAPersonHasConfirmedIt() {
            DeletionGuard after =
                    reviewed(guard.confirmed(ids(1, 50), NOON), named(ids(1, 50), true), ids(51, 60), NOON);

            assertThat(ids(1, 50)).allMatch(id -> after.permission(id, NOON).permitted());
            assertThat(after.held()).isEmpty();
        }

        /** As after a week away, when all come in one list. */
        @Test
        void goesAtOnceHoweverManyAlsoWhereOnlyAListSaysSo() {
            DeletionGuard after = reviewed(guard, named(ids(1, 40), true), ids(41, 60), NOON);

            assertThat(after.cleared().keySet()).isEqualTo(ids(1, 40));
        }

        @Test
        void goesUpToTheLimitIfNobodyHasConfirmedIt() {
            assertThat(reviewed(guard, named(ids(1, 4), false), Set.of(), NOON)
                            .cleared()
                            .keySet())
                    .isEqualTo(ids(1, 4));
            assertThat(reviewed(guard, named(ids(1, 5), false), ids(6, 10), NOON)
                            .cleared()
                            .keySet())
                    .isEqualTo(ids(1, 5));
        }

        @Test
        void isHeldBeyondTheLimitIfNobodyHasConfirmedIt() {
            DeletionGuard after = reviewed(guard, named(ids(1, 6), false), ids(7, 10), NOON);

            assertThat(after.held().keySet()).isEqualTo(ids(1, 6));
            assertThat(after.permission("1", NOON).permitted()).isFalse();
            assertThat(after.permission("1", NOON).reason())
                    .isEqualTo(
                            "Named as removed at 2026-11-22T12:00:00Z, with too many others at once for nobody to have"
                                    + " confirmed it: held until a person releases it (ds-deployer release, in the deployer's pod)");
        }

        @Test
        void countsForAMinuteIfNobodyHasConfirmedIt() {
            DeletionGuard four = reviewed(guard, named(ids(1, 4), false), ids(5, 6), NOON);

            DeletionGuard within = four.reviewed(
                    new Facts(ids(5, 6), ids(6, 6), named(ids(1, 5), false), id -> true), NOON, NOON.plusSeconds(59));
            assertThat(within.held()).containsOnlyKeys("5");

            DeletionGuard later = four.reviewed(
                    new Facts(ids(5, 6), ids(6, 6), named(ids(1, 5), false), id -> true), NOON, NOON.plusSeconds(60));
            assertThat(later.cleared()).containsOnlyKeys("5");
        }

        @Test
        void isHeldAlsoAfterOthersThatWereHeldWithinAMinute() {
            DeletionGuard six = reviewed(guard, named(ids(1, 6), false), ids(7, 10), NOON);

            DeletionGuard after = six.reviewed(
                    new Facts(ids(1, 10), ids(8, 10), named(ids(1, 7), false), id -> true), NOON, NOON.plusSeconds(59));

            assertThat(after.held().keySet()).isEqualTo(ids(1, 7));
        }

        @Test
        void isHeldForGoodUntilAPersonConfirmsIt() {
            DeletionGuard held = reviewed(guard, named(ids(1, 6), false), ids(7, 10), NOON);

            DeletionGuard later = reviewed(held, named(ids(1, 6), false), ids(7, 10), NOON.plus(Duration.ofDays(1)));
            assertThat(later.held().keySet()).isEqualTo(ids(1, 6));

            DeletionGuard confirmed =
                    reviewed(later, named(ids(1, 1), true), ids(7, 10), NOON.plus(Duration.ofDays(1)));
            assertThat(confirmed.cleared()).containsOnlyKeys("1");
        }

        @Test
        void countsOnlyIfItOwnsObjects() {
            DeletionGuard after = reviewed(
                    guard, new Facts(Set.of("1", "90"), Set.of("90"), named(ids(1, 80), false), id -> true), NOON);

            assertThat(after.cleared()).containsOnlyKeys("1");
        }

        @Test
        void isHeldEachAndEveryOneWhereTheOwnerReleases() {
            DeletionGuard careful = new DeletionGuard(new Policy(50, 5, Duration.ofMinutes(60), Duration.ZERO, true));

            DeletionGuard after =
                    reviewed(careful.confirmed(Set.of("1"), NOON), named(ids(1, 1), true), ids(2, 9), NOON);

            assertThat(after.held()).containsOnlyKeys("1");
            assertThat(after.permission("1", NOON).reason())
                    .isEqualTo(
                            "No longer wanted since 2026-11-22T12:00:00Z, and deployer.prune.confirmed is hold: held until"
                                    + " a person releases it (ds-deployer release, in the deployer's pod)");
            DeletionGuard released = reviewed(after.released(NOON), named(ids(1, 1), true), ids(2, 9), NOON);
            assertThat(released.permission("1", NOON).permitted()).isTrue();
        }
    }

    @Nested
    class WhatAListOnlyLacks {

        @Test
        void isHeldHoweverLittleItIsOfAGatewayThatNamesWhatWasRemoved() {
            DeletionGuard after = guard.reviewed(new Facts(ids(1, 100), ids(2, 100), Map.of(), id -> true), NOON, NOON);

            assertThat(after.held()).containsOnlyKeys("1");
            assertThat(after.permission("1", NOON).reason())
                    .isEqualTo(
                            "Missing from the Gateway's list since 2026-11-22T12:00:00Z, but nobody has removed it by name:"
                                    + " held until the Gateway names it as removed or a person releases it (ds-deployer release, in"
                                    + " the deployer's pod)");
            assertThat(lists(after, true, ids(1, 100), ids(2, 100), NOON.plus(Duration.ofDays(30)))
                            .held())
                    .containsOnlyKeys("1");
        }

        @Test
        void goesIfItIsFewOfASourceThatNamesNothing() {
            DeletionGuard after = lists(guard, false, ids(1, 6), ids(5, 6), NOON);

            assertThat(ids(1, 4)).allMatch(id -> after.permission(id, NOON).permitted());
        }

        @Test
        void goesIfItIsHalfOfMany() {
            assertThat(lists(guard, false, ids(1, 10), ids(6, 10), NOON)
                            .cleared()
                            .keySet())
                    .isEqualTo(ids(1, 5));
        }

        @Test
        void isHeldIfItIsMoreThanHalfOfMany() {
            DeletionGuard after = lists(guard, false, ids(1, 10), ids(7, 10), NOON);

            assertThat(after.held().keySet()).isEqualTo(ids(1, 6));
            assertThat(after.permission("1", NOON).permitted()).isFalse();
            assertThat(after.permission("1", NOON).reason())
                    .isEqualTo(
                            "Missing from the Gateway's list since 2026-11-22T12:00:00Z, but too much was missing at once:"
                                    + " held until the Gateway names it as removed or a person releases it (ds-deployer release, in"
                                    + " the deployer's pod)");
        }

        @Test
        void isHeldEvenIfItIsOneWhereNothingIsLeft() {
            assertThat(lists(guard, false, Set.of("a"), Set.of(), NOON).held()).containsOnlyKeys("a");
        }

        @Test
        void staysHeldWhenTheNextListLooksBetter() {
            DeletionGuard after = lists(
                    lists(guard, false, ids(1, 10), Set.of(), NOON),
                    false,
                    ids(1, 10),
                    ids(2, 10),
                    NOON.plusSeconds(10));

            assertThat(after.held()).containsOnlyKeys("1");
        }

        @Test
        void isNoLongerHeldWhenItIsWantedAgain() {
            DeletionGuard held = lists(guard, false, ids(1, 10), Set.of(), NOON);

            assertThat(lists(held, false, ids(1, 10), ids(1, 10), NOON).held()).isEmpty();
            assertThat(held.wantedAgain(ids(1, 9)).held()).containsOnlyKeys("10");
        }

        @Test
        void goesWhenItIsNamedByAPersonsWord() {
            DeletionGuard after = lists(guard, true, ids(1, 10), Set.of(), NOON).confirmed(Set.of("1"), NOON);

            assertThat(after.permission("1", NOON).permitted()).isTrue();
            assertThat(after.held().keySet()).isEqualTo(ids(2, 10));
        }

        @Test
        void goesWhenAPersonReleasesIt() {
            DeletionGuard after = lists(guard, true, ids(1, 10), Set.of(), NOON).released(NOON);

            assertThat(after.held()).isEmpty();
            assertThat(ids(1, 10)).allMatch(id -> after.permission(id, NOON).permitted());
        }

        @Test
        void goesWhenTheListsOfOneThatNamesNothingHaveAgreedForLong() {
            DeletionGuard held = lists(guard, false, ids(1, 10), Set.of(), NOON);

            assertThat(lists(held, false, ids(1, 10), Set.of(), NOON.plus(Duration.ofMinutes(59)))
                            .cleared())
                    .isEmpty();
            assertThat(lists(held, false, ids(1, 10), Set.of(), NOON.plus(Duration.ofMinutes(60)))
                            .cleared()
                            .keySet())
                    .isEqualTo(ids(1, 10));
        }

        @Test
        void startsTheClockAnewWhenAListNamesItInBetween() {
            DeletionGuard first = lists(guard, false, Set.of("a"), Set.of(), NOON);
            DeletionGuard between = lists(first, false, Set.of("a"), Set.of("a"), NOON.plus(Duration.ofMinutes(30)));
            DeletionGuard after = lists(between, false, Set.of("a"), Set.of(), NOON.plus(Duration.ofMinutes(70)));

            assertThat(after.held())
                    .containsExactly(Map.entry("a", new Held(Why.LACKING_TOO_MUCH, NOON.plus(Duration.ofMinutes(70)))));
        }

        /** What is pushed, beside a Gateway that names what it removes. */
        @Test
        void isJudgedByItsOwnSource() {
            DeletionGuard after = guard.reviewed(
                    new Facts(Set.of("pushed", "named", "kept"), Set.of("kept"), Map.of(), "named"::equals),
                    NOON,
                    NOON);

            assertThat(after.cleared()).containsOnlyKeys("pushed");
            assertThat(after.held()).containsOnlyKeys("named");
        }

        @Test
        void isHeldToTheLastWhereTheOwnerReleases() {
            DeletionGuard careful = new DeletionGuard(new Policy(50, 5, Duration.ofMinutes(60), Duration.ZERO, true));

            DeletionGuard held = lists(careful, false, ids(1, 10), ids(2, 10), NOON);

            assertThat(lists(held, false, ids(1, 10), ids(2, 10), NOON.plus(Duration.ofDays(9)))
                            .held())
                    .containsOnlyKeys("1");
        }
    }

    @Test
    void whatWasClearedAndIsWantedAgainIsNoLongerCleared() {
        DeletionGuard after = guard.confirmed(Set.of("a"), NOON).wantedAgain(Set.of("a"));

        assertThat(after.permission("a", NOON).permitted()).isFalse();
    }

    @Test
    void whatOwnsNothingAnyMoreIsForgotten() {
        DeletionGuard after = lists(guard.confirmed(ids(1, 3), NOON), true, Set.of("9"), Set.of("9"), NOON);

        assertThat(after.cleared()).isEmpty();
    }

    /** A create that was under way when its removal was confirmed. */
    @Test
    void whatIsMadeAfterItsRemovalWasConfirmedGoes() {
        DeletionGuard before = reviewed(guard.confirmed(Set.of("1"), NOON), named(Set.of("1"), true), ids(2, 9), NOON);
        DeletionGuard nothingYet =
                before.reviewed(new Facts(ids(2, 9), ids(2, 9), named(Set.of("1"), true), id -> true), NOON, NOON);

        assertThat(reviewed(nothingYet, named(Set.of("1"), true), ids(2, 9), NOON)
                        .cleared())
                .containsOnlyKeys("1");
    }

    @Test
    void whatIsStillBeingDeletedCountsNeitherAsMissingNorAsRunning() {
        DeletionGuard after = lists(guard.confirmed(ids(1, 90), NOON), false, ids(1, 100), ids(97, 100), NOON);

        assertThat(after.held().keySet()).isEqualTo(ids(91, 96));
    }

    @Test
    void aDeletionWaitsForItsDelay() {
        DeletionGuard slow = new DeletionGuard(new Policy(50, 5, Duration.ofMinutes(60), Duration.ofSeconds(30), false))
                .confirmed(Set.of("a"), NOON);

        assertThat(slow.permission("a", NOON.plusSeconds(29)).permitted()).isFalse();
        assertThat(slow.permission("a", NOON.plusSeconds(29)).reason())
                .isEqualTo("No longer wanted; deleted at 2026-11-22T12:00:30Z");
        assertThat(slow.permission("a", NOON.plusSeconds(30)).permitted()).isTrue();
    }

    private static DeletionGuard lists(
            DeletionGuard guard, boolean tombstones, Set<String> owning, Set<String> wanted, Instant now) {
        return guard.reviewed(new Facts(owning, wanted, Map.of(), id -> tombstones), now, now);
    }

    /** All that is named owns objects, as does all that is wanted. */
    private static DeletionGuard reviewed(
            DeletionGuard guard, Map<String, Boolean> named, Set<String> wanted, Instant now) {
        Set<String> owning = new HashSet<>(wanted);
        owning.addAll(named.keySet());
        return reviewed(guard, new Facts(owning, wanted, named, id -> true), now);
    }

    private static DeletionGuard reviewed(DeletionGuard guard, Facts facts, Instant now) {
        return guard.reviewed(facts, now, now);
    }

    private static Map<String, Boolean> named(Set<String> ids, boolean confirmed) {
        return ids.stream().collect(Collectors.toMap(id -> id, id -> confirmed));
    }

    private static Set<String> ids(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(String::valueOf).collect(Collectors.toSet());
    }
}
