package com.dotscience.deployer;

import com.dotscience.deployer.apply.Outcomes;
import com.dotscience.deployer.events.EventRecorder;
import com.dotscience.deployer.events.EventSteps;
import com.dotscience.deployer.events.Events;
import java.time.Clock;

/** Which outcomes are said in the cluster, as Events. */
final class EventsWiring {

    private final Events events;
    private final EventRecorder recorder;

    EventsWiring(CamelWiring camel, Clock clock) {
        this.events = new Events(clock);
        this.recorder = new EventRecorder(camel.sendTo(EventRecorder.QUEUE), events);
        camel.main().bind("events", new EventSteps(events));
    }

    Events events() {
        return events;
    }

    void listenTo(Outcomes outcomes) {
        outcomes.addListener((outcome, lasted) -> recorder.accept(outcome));
    }

    EventRecorder recorder() {
        return recorder;
    }
}
