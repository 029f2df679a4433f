package com.dotscience.deployer.routes;

import static com.dotscience.deployer.routes.Changes.change;
import static com.dotscience.deployer.routes.Changes.refused;
import static org.apache.camel.component.kubernetes.KubernetesConstants.KUBERNETES_EVENT_REASON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.deployer.apply.Outcome;
import com.dotscience.deployer.apply.Outcome.Result;
import com.dotscience.deployer.events.EventRecorder;
import com.dotscience.deployer.events.EventSteps;
import com.dotscience.deployer.events.Events;
import com.dotscience.deployer.plan.Action;
import com.dotscience.deployer.plan.Kind;
import com.dotscience.testing.Embedded;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@Embedded
class EventsRouteTest extends RouteTest {

    private static final String CREATE = "kubernetes-events:client?operation=createEvent";

    /** As events.yaml has it. */
    private static final int QUEUE = 1_000;

    private final Events events = new Events(Clock.systemUTC());

    EventsRouteTest() {
        super("events");
    }

    @Override
    List<String> edges() {
        return List.of("kubernetes-events:.*");
    }

    @Override
    Map<String, Object> beans() {
        return Map.of("events", new EventSteps(events));
    }

    @Test
    void anEventThatIsRefusedIsNotTriedAgainAndNoError() {
        edge(CREATE).whenAnyExchangeReceived(exchange -> {
            throw refused(403, "events is forbidden");
        });

        outcome("a", Result.MADE);

        await().until(() -> events.dropped() == 1);
        assertThat(edge(CREATE).getReceivedCounter()).isEqualTo(1);
        assertThat(errors.seen()).isEmpty();
    }

    @Test
    void onlyWhatIsWorthAnEventIsSent() {
        outcome("a", Result.ANEW);
        outcome("b", Result.MADE);
        outcome("b", Result.MADE);
        outcome("c", Result.FAILED);

        await().untilAsserted(() -> assertThat(edge(CREATE).getExchanges())
                .extracting(event -> event.getMessage().getHeader(KUBERNETES_EVENT_REASON))
                .containsExactly("Updated", "UpdateFailed"));
    }

    @Test
    void oneThatFindsTheQueueFullIsCountedAndHoldsUpNothing() throws Exception {
        context().getRouteController().stopRoute("events");

        for (int i = 0; i < QUEUE + 3; i++) {
            outcome("a", Result.MADE);
        }

        assertThat(events.dropped()).isEqualTo(3);
        assertThat(errors.seen()).isEmpty();
    }

    private void outcome(String id, Result result) {
        new EventRecorder(body -> template().sendBody(EventRecorder.QUEUE, body), events)
                .accept(new Outcome(change(id, Kind.SERVICE, Action.UPDATE), result, null, "a test"));
    }
}
