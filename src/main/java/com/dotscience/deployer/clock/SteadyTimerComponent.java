package com.dotscience.deployer.clock;

import java.util.Map;
import java.util.Timer;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.component.timer.TimerComponent;
import org.apache.camel.component.timer.TimerConsumer;
import org.apache.camel.spi.annotations.Component;

/**
 * Camel's component {@code timer:}, whose timers go by a clock that nobody sets, in bundled routes and in those of operators. Each
 * consumer has its own thread, as with Camel's. By the annotation Camel finds how its options are read: a period may be {@code 5s}.
 */
@Component("timer")
public final class SteadyTimerComponent extends TimerComponent {

    private final Map<TimerConsumer, Timer> timers = new ConcurrentHashMap<>();

    @Override
    public Timer getTimer(TimerConsumer consumer) {
        return timers.computeIfAbsent(
                consumer,
                none -> new SteadyTimer(
                        getCamelContext().getExecutorServiceManager(),
                        "timer://" + consumer.getEndpoint().getTimerName()));
    }

    @Override
    public void removeTimer(TimerConsumer consumer) {
        Timer timer = timers.remove(consumer);
        if (timer != null) {
            timer.cancel();
        }
    }
}
