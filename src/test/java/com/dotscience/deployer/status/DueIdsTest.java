package com.dotscience.deployer.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import java.time.Instant;
import org.junit.jupiter.api.Test;

@Pure
class DueIdsTest {

    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

    private final DueIds ids = new DueIds();

    @Test
    void anIdIsDueFromItsMomentOnAndOnce() {
        ids.add("a", NOW.plusSeconds(1));
        ids.add("b", NOW);

        assertThat(ids.take(NOW)).containsExactly("b");
        assertThat(ids.take(NOW.plusMillis(999))).isEmpty();
        assertThat(ids.take(NOW.plusSeconds(1))).containsExactly("a");
        assertThat(ids.take(NOW.plusSeconds(9))).isEmpty();
    }

    @Test
    void ofSeveralMomentsTheFirstCountsWhicheverCameLast() {
        ids.add("a", NOW.plusSeconds(1));
        ids.add("a", NOW);
        ids.add("b", NOW);
        ids.add("b", NOW.plusSeconds(1));

        assertThat(ids.take(NOW)).containsExactlyInAnyOrder("a", "b");
        assertThat(ids.take(NOW.plusSeconds(1))).isEmpty();
    }
}
