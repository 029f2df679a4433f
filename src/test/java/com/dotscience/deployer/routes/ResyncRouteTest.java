package com.dotscience.deployer.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.testing.Embedded;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

@Embedded
class ResyncRouteTest extends RouteTest {

    private static final String RECONCILE = "work:reconcile";

    ResyncRouteTest() {
        super("resync");
    }

    @Override
    List<String> edges() {
        return List.of(RECONCILE);
    }

    @Override
    Map<String, Object> beans() {
        return Map.of("reconciler", new Everything());
    }

    @Override
    Map<String, String> settings() {
        return Map.of("deployer.resync.interval", "20ms");
    }

    @Test
    void everythingIsPlannedAgainAndAgain() {
        await().until(() -> edge(RECONCILE).getReceivedCounter() >= 6);
        assertThat(sentTo(RECONCILE).subList(0, 2)).containsExactlyInAnyOrder("a", "b");
        assertThat(sentTo(RECONCILE).subList(2, 4)).containsExactlyInAnyOrder("a", "b");
    }

    public static final class Everything {

        public Set<String> all() {
            return Set.of("a", "b");
        }
    }
}
