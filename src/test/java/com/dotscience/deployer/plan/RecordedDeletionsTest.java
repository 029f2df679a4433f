package com.dotscience.deployer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.deployer.plan.DeletionGuard.Facts;
import com.dotscience.deployer.plan.DeletionGuard.Held;
import com.dotscience.deployer.plan.DeletionGuard.Policy;
import com.dotscience.deployer.plan.DeletionGuard.Why;
import com.dotscience.testing.Pure;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What one guard has decided, another goes on with. */
@Pure
class RecordedDeletionsTest {

    private static final Instant THEN = Instant.parse("2026-11-27T06:00:00Z");
    private static final Instant NOW = THEN.plusSeconds(60);
    private static final Policy POLICY = new Policy(50, 5, Duration.ofMinutes(60), Duration.ZERO, false);

    private final DeletionGuard fresh = new DeletionGuard(POLICY);

    @Test
    void whatWasHeldStaysHeldThoughASecondLookWouldLetItGo() {
        Set<String> all = ids(8);
        DeletionGuard held = fresh.reviewed(lacking(all, ids(2)), THEN, THEN);
        assertThat(held.held()).hasSize(6);
        // Three are wanted again, and three of eight are few.
        Set<String> wanted = ids(5);
        assertThat(fresh.reviewed(lacking(all, wanted), NOW, NOW).cleared()).hasSize(3);

        DeletionGuard next = RecordedDeletions.parse(RecordedDeletions.text(held))
                .applyTo(fresh, Set.of("m5", "m6", "m7"), NOW)
                .reviewed(lacking(all, wanted), NOW, NOW);

        assertThat(next.cleared()).isEmpty();
        assertThat(next.held())
                .containsOnlyKeys("m5", "m6", "m7")
                .containsEntry("m5", new Held(Why.LACKING_TOO_MUCH, THEN));
    }

    @Test
    void whatAPersonReleasedGoesThoughASecondLookWouldHoldIt() {
        Set<String> all = ids(8);
        DeletionGuard released =
                fresh.reviewed(lacking(all, Set.of()), THEN, THEN).released(THEN);
        DeletionGuard holds = fresh.reviewed(lacking(all, Set.of()), NOW, NOW);
        assertThat(holds.held()).hasSize(8);

        DeletionGuard next = RecordedDeletions.parse(RecordedDeletions.text(released))
                .applyTo(holds, all, NOW)
                .reviewed(lacking(all, Set.of()), NOW, NOW);

        assertThat(next.held()).isEmpty();
        assertThat(next.permission("m3", NOW).permitted()).isTrue();
    }

    @Test
    void whatAPersonConfirmedMeanwhileGoes() {
        Set<String> all = ids(8);
        DeletionGuard held = fresh.reviewed(lacking(all, Set.of()), THEN, THEN);
        Facts confirmed = new Facts(all, Set.of(), Map.of("m0", true), id -> true);

        DeletionGuard next = RecordedDeletions.parse(RecordedDeletions.text(held))
                .applyTo(fresh.confirmed(Set.of("m0"), NOW), all, NOW)
                .reviewed(confirmed, NOW, NOW);

        assertThat(next.cleared()).containsOnlyKeys("m0");
    }

    @Test
    void whatIsWantedAgainIsNeitherHeldNorCleared() {
        DeletionGuard held = fresh.reviewed(lacking(ids(8), Set.of()), THEN, THEN);

        DeletionGuard next =
                RecordedDeletions.parse(RecordedDeletions.text(held)).applyTo(fresh, Set.of(), NOW);

        assertThat(next).isEqualTo(fresh);
    }

    @Test
    void nothingDecidedIsNoText() {
        assertThat(RecordedDeletions.text(fresh)).isEmpty();
        assertThat(RecordedDeletions.parse("")).isEqualTo(new RecordedDeletions(Map.of(), Set.of()));
    }

    @Test
    void whatALaterVersionWroteIsLeftOut() {
        assertThat(RecordedDeletions.parse(
                        "held BY_THE_MOON 2026-11-27T06:00:00Z a\nheld ONLY_LACKING soon b\nelse c\ncleared d"))
                .isEqualTo(new RecordedDeletions(Map.of(), Set.of("d")));
    }

    @Test
    void tenThousandHaveRoomInAnAnnotation() {
        DeletionGuard held = fresh.reviewed(lacking(ids(10_000), Set.of()), THEN, THEN);

        assertThat(held.held()).hasSize(10_000);
        assertThat(RecordedDeletions.text(held).length()).isLessThan(130_000);
    }

    private static Set<String> ids(int number) {
        return IntStream.range(0, number).mapToObj(id -> "m" + id).collect(Collectors.toSet());
    }

    private static Facts lacking(Set<String> owning, Set<String> wanted) {
        return new Facts(owning, wanted, Map.of(), id -> false);
    }
}
