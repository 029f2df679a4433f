package com.dotscience.deployer.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.testing.Embedded;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code timer:} as routes know it from Camel, but for its clock. */
@Embedded
class SteadyTimerComponentTest {

    private static final String THREAD = "timer://steady";

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final AtomicInteger ticks = new AtomicInteger();

    @BeforeEach
    void start() {
        context.addComponent("timer", new SteadyTimerComponent());
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void noTaskWaitsInATimerOfJavaWhichGoesByTheClockOfTheMachine() throws Exception {
        ticks("timer:steady?delay=0&period=1s");

        await().until(() -> ticks.get() >= 3);
        assertThat(threads())
                .isNotEmpty()
                .extracting(thread -> thread.getClass().getName())
                .doesNotContain("java.util.TimerThread");
    }

    @Test
    void atAFixedRateAndFromADateItTicksAsWell() throws Exception {
        ticks("timer:steady?fixedRate=true&delay=0&period=10");
        await().until(() -> ticks.get() >= 3);
        context.getRouteController().stopRoute("tick");
        context.removeRoute("tick");
        ticks.set(0);

        ticks("timer:steady?period=10&pattern=yyyy-MM-dd'T'HH:mm:ss&time="
                + Instant.now().minus(Duration.ofDays(1)).toString().substring(0, 19));

        await().until(() -> ticks.get() >= 3);
    }

    @Test
    void itTicksAsOftenAsIsAskedForAndWithAStoppedRouteItsThreadEnds() throws Exception {
        ticks("timer:steady?delay=0&period=10&repeatCount=3");
        await().until(() -> ticks.get() == 3);
        assertThat(threads()).hasSize(1);

        context.getRouteController().stopRoute("tick");
        await().until(() -> threads().isEmpty());
        assertThat(ticks).hasValue(3);

        context.getRouteController().startRoute("tick");
        await().until(() -> threads().size() == 1);
    }

    @Test
    void whatFailsOnceIsTriedTheNextTime() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("timer:steady?delay=0&period=10")
                        .errorHandler(noErrorHandler())
                        .process(exchange -> {
                            ticks.incrementAndGet();
                            throw new IllegalStateException("not this time");
                        });
            }
        });

        await().until(() -> ticks.get() >= 3);
    }

    private void ticks(String uri) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId("tick").process(exchange -> ticks.incrementAndGet());
            }
        });
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains(THREAD))
                .toList();
    }
}
