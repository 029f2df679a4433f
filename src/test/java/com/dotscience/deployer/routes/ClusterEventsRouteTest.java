package com.dotscience.deployer.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.deployer.cluster.ClusterComponent;
import com.dotscience.testing.Embedded;
import java.util.List;
import org.junit.jupiter.api.Test;

@Embedded
class ClusterEventsRouteTest extends RouteTest {

    private static final String RECONCILE = "work:reconcile";
    private static final String PLAN_ALL = "direct:plan-all";

    ClusterEventsRouteTest() {
        super("cluster-events");
    }

    @Override
    List<String> startedByTest() {
        return List.of("cluster-events");
    }

    @Override
    List<String> edges() {
        return List.of(RECONCILE, PLAN_ALL);
    }

    @Test
    void whatChangedIsPlanned() {
        event("a", ClusterComponent.CHANGED);

        assertThat(sentTo(RECONCILE)).containsExactly("a");
        assertThat(sentTo(PLAN_ALL)).isEmpty();
    }

    @Test
    void whereOnlyPodsChangedNothingIsPlanned() {
        event("a", ClusterComponent.PODS_CHANGED);

        assertThat(sentTo(RECONCILE)).isEmpty();
        assertThat(sentTo(PLAN_ALL)).isEmpty();
    }

    @Test
    void everythingIsPlannedWhenEverythingIsKnown() {
        event(null, ClusterComponent.SYNCED);

        assertThat(sentTo(PLAN_ALL)).hasSize(1);
        assertThat(sentTo(RECONCILE)).isEmpty();
    }

    private void event(String id, String event) {
        template().sendBodyAndHeader("direct:start", id, ClusterComponent.EVENT, event);
    }
}
