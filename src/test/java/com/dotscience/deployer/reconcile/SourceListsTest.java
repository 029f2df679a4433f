package com.dotscience.deployer.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.deployer.desired.Update;
import com.dotscience.testing.Pure;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

@Pure
class SourceListsTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final SourceLists lists = new SourceLists(Set.of(Update.GATEWAY, "file"));

    @Test
    void theyAreCompleteOnceEverySourceHasSentOne() {
        assertThat(lists.areEnough()).isFalse();

        lists.arrived(Map.of(Update.GATEWAY, true), Map.of(), NOON);
        assertThat(lists.areEnough()).isTrue();
        assertThat(lists.areComplete()).isFalse();

        lists.arrived(Map.of("file", false), Map.of(), NOON);
        assertThat(lists.areComplete()).isTrue();
    }

    @Test
    void withoutAGatewayEverySourceHasToSendOne() {
        SourceLists others = new SourceLists(Set.of(Update.RESOURCES, Update.PUSH));

        others.arrived(Map.of(Update.RESOURCES, true), Map.of(), NOON);
        assertThat(others.areEnough()).isFalse();

        others.arrived(Map.of(Update.PUSH, false), Map.of(), NOON);
        assertThat(others.areEnough()).isTrue();
    }

    /** It may be that source's, which would have named its removal. */
    @Test
    void oneSourceThatNamesItsRemovalsIsEnoughForAnIdThatNobodyMentions() {
        lists.arrived(Map.of(Update.GATEWAY, false, Update.RESOURCES, true), Map.of("a", Update.GATEWAY), NOON);

        assertThat(lists.nameRemovals("never-mentioned")).isTrue();
        assertThat(lists.nameRemovals("a")).isFalse();
    }

    @Test
    void onlyAListMovesTheTimeOfTheLatest() {
        assertThat(lists.latest()).isNull();

        lists.arrived(Map.of("file", false), Map.of(), NOON);
        lists.arrived(Map.of(), Map.of("a", "file"), NOON.plusSeconds(1));

        assertThat(lists.latest()).isEqualTo(NOON);
    }

    @Test
    void whetherRemovalsAreNamedDependsOnTheSourceThatLackedTheId() {
        lists.arrived(Map.of(Update.GATEWAY, true, "file", false), Map.of("a", "file"), NOON);

        assertThat(lists.nameRemovals("a")).isFalse();
        assertThat(lists.nameRemovals("never-mentioned")).isTrue();
    }

    @Test
    void anIdThatOwnsNothingAnyMoreCountsAsTheGatewaysAgain() {
        lists.arrived(Map.of(Update.GATEWAY, true, "file", false), Map.of("a", "file", "b", "file"), NOON);

        lists.forgetLackingExcept(Set.of("b"));

        assertThat(lists.nameRemovals("a")).isTrue();
        assertThat(lists.nameRemovals("b")).isFalse();
    }
}
