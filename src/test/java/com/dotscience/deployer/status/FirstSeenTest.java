package com.dotscience.deployer.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@Pure
class FirstSeenTest {

    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    private final FirstSeen sightings = new FirstSeen();

    @Test
    void whatRanBeforeTheFirstLookHasRunSinceWhenKubernetesSays() {
        assertThat(sightings.look("a", List.of(run("old", -60), run("from a clock that is ahead", 60)), NOON))
                .isEqualTo(Map.of("old", NOON.minusSeconds(60), "from a clock that is ahead", NOON));
    }

    /** The clock of its node may be behind. */
    @Test
    void whatIsSeenToComeHasRunSinceThen() {
        sightings.look("a", List.of(), NOON);

        assertThat(sightings.look("a", List.of(run("new", -60)), NOON.plusSeconds(1)))
                .isEqualTo(Map.of("new", NOON.plusSeconds(1)));
        assertThat(sightings.look("a", List.of(run("new", -60)), NOON.plusSeconds(2)))
                .isEqualTo(Map.of("new", NOON.plusSeconds(1)));
    }

    @Test
    void whatIsGoneIsForgotten() {
        sightings.look("a", List.of(run("one", -60)), NOON);
        sightings.look("a", List.of(), NOON.plusSeconds(1));
        assertThat(sightings.look("a", List.of(run("one", -60)), NOON.plusSeconds(2)))
                .isEqualTo(Map.of("one", NOON.plusSeconds(2)));

        sightings.forget("a");
        assertThat(sightings.look("a", List.of(run("one", -60)), NOON.plusSeconds(3)))
                .isEqualTo(Map.of("one", NOON.minusSeconds(60)));
    }

    private static ReportedRun run(String key, int secondsFromNoon) {
        return new ReportedRun(key, NOON.plusSeconds(secondsFromNoon));
    }
}
