package com.dotscience.deployer.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.dotscience.testing.Embedded;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.FluentProducerTemplate;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.service.ServiceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code work:} in front of routes that take as long for an item as nobody gives them a permit. */
@Embedded
class WorkComponentTest {

    /** What is no text is a message. */
    private record Message(String text) {}

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final AtomicLong nanos = new AtomicLong();
    private final WorkComponent work = new WorkComponent(nanos::get);
    private final List<Object> begun = new CopyOnWriteArrayList<>();
    private final Semaphore permits = new Semaphore(0);
    private ProducerTemplate template;

    @BeforeEach
    void start() {
        context.addComponent("work", work);
        context.start();
        template = context.createProducerTemplate();
    }

    @AfterEach
    void stop() {
        permits.release(1000);
        context.stop();
    }

    @Test
    void anIdWaitsOnceAndIsWorkedOnByOneWorkerAtATime() throws Exception {
        works("work:ids?workers=2");

        send("work:ids", "a");
        awaitBegun("a");
        send("work:ids", "a", "b", "a");
        awaitBegun("a", "b");
        assertThat(waiting()).isZero();
        permits.release();
        permits.release();

        awaitBegun("a", "b", "a");
    }

    @Test
    void aMessageWaitsWithItsHeadersAsOftenAsItIsSent() throws Exception {
        works("work:messages");
        FluentProducerTemplate sends = context.createFluentProducerTemplate();

        for (int i = 0; i < 3; i++) {
            sends.to("work:messages")
                    .withBody(new Message("same"))
                    .withHeader("number", i)
                    .send();
        }
        permits.release(3);

        await().until(() ->
                begun.equals(List.of("Message[text=same] 0", "Message[text=same] 1", "Message[text=same] 2")));
    }

    /** R5: on whatever queues they travel. */
    @Test
    void anIdIsWorkedOnUntilAllMessagesThatWereSentMeanwhileAre() throws Exception {
        add(new RouteBuilder() {
            @Override
            public void configure() {
                from("work:ids")
                        .routeId("ids")
                        .process(exchange -> begun.add("plan"))
                        .split(constant(List.of(1, 2)))
                        .to("work:first");
                from("work:first").routeId("first").to("work:second");
                from("work:second").routeId("second").process(WorkComponentTest.this::workOn);
            }
        });
        send("work:ids", "a");
        awaitBegun("plan", "1");

        send("work:ids", "a");
        permits.release();
        awaitBegun("plan", "1", "2");
        assertThat(work.workers())
                .allSatisfy(worker -> assertThat(worker.waiting()).isZero());
        permits.release();

        await().until(() -> begun.size() == 5);
        assertThat(begun.subList(0, 4)).containsExactly("plan", "1", "2", "plan");
    }

    @Test
    void anIdIsThroughAlsoWhereItsWorkFailed() throws Exception {
        add(new RouteBuilder() {
            @Override
            public void configure() {
                from("work:ids")
                        .process(exchange -> begun.add("plan"))
                        .to("work:parts?whenFull=drop")
                        .throwException(new IllegalStateException("no plan"));
            }
        });
        send("work:ids", "a");
        awaitBegun("plan");

        send("work:ids", "a");

        awaitBegun("plan", "plan");
    }

    @Test
    void whatWaitsIsOneListInItsOrderAtMostSoManyAtATime() throws Exception {
        works("work:messages?batch=3");

        send("work:messages", 1);
        awaitBegun("[1]");
        send("work:messages", 2, 3, 4, 5);
        permits.release(3);

        awaitBegun("[1]", "[2, 3, 4]", "[5]");
    }

    @Test
    void whatIsToComeLaterComesWhenItsTimeHasPassed() throws Exception {
        works("work:ids");
        send("work:ids?delay=2s", "later");
        send("work:ids", "now");
        awaitBegun("now");
        permits.release(2);

        nanos.set(2_000_000_000L);
        send("work:ids", "wakes");

        awaitBegun("now", "later", "wakes");
    }

    @Test
    void whoSendsToAFullQueueWaitsOrIsDroppedOrFailsAsItWishes() throws Exception {
        works("work:messages?size=1");
        send("work:messages", 1);
        awaitBegun("1");
        send("work:messages", 2);

        send("work:messages?whenFull=drop", 3);
        assertThatThrownBy(() -> send("work:messages?whenFull=fail", 4))
                .isInstanceOf(CamelExecutionException.class)
                .hasRootCauseMessage("The queue work:messages is full");
        Thread waits = new Thread(() -> send("work:messages", 5));
        waits.start();
        await().until(() -> waits.getState() == Thread.State.WAITING);
        send("work:messages", "ids always find room");
        permits.release(4);

        awaitBegun("1", "2", "ids always find room", "5");
        waits.join();
    }

    /** What a route has it finishes, and what comes meanwhile waits for the next one. */
    @Test
    void nothingIsLostWhileARouteTakesAnothersPlace() throws Exception {
        works("work:messages");
        send("work:messages", 1, 2);
        awaitBegun("1");
        ServiceHelper.suspendService(context.getRoute("works").getConsumer());
        Thread replaces = new Thread(() -> {
            try {
                context.getRouteController().stopRoute("works");
                context.removeRoute("works");
                works("work:messages?workers=3");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        replaces.start();
        send("work:messages", 3);
        permits.release();
        replaces.join();
        send("work:messages", 4);
        permits.release(3);

        await().until(() -> begun.size() == 4);
        assertThat(begun).startsWith("1").containsExactlyInAnyOrder("1", "2", "3", "4");
    }

    @Test
    void aSuspendedRouteTakesNothingUntilItIsResumed() throws Exception {
        works("work:ids");
        context.getRouteController().suspendRoute("works");
        send("work:ids", "a");
        assertThat(waiting()).isEqualTo(1);
        assertThat(begun).isEmpty();

        context.getRouteController().resumeRoute("works");

        awaitBegun("a");
    }

    @Test
    void whatWaitsWhereNobodyWorksAnyMoreIsDroppedAndNoIdWaitsForIt() throws Exception {
        works("work:parts");
        Worker worker = work.workers().get(0);
        context.getRouteController().stopRoute("works");
        add(new RouteBuilder() {
            @Override
            public void configure() {
                from("work:ids")
                        .process(exchange -> begun.add("plan"))
                        .setBody(constant(1))
                        .to("work:parts");
            }
        });
        send("work:ids", "a");
        awaitBegun("plan");
        await().until(() -> work.workers().get(0).done() == 1);
        send("work:ids", "a");
        assertThat(waiting()).isZero();

        worker.dropUnlessTaken();

        awaitBegun("plan", "plan");
    }

    @Test
    void itsWorkersAreThoseOfTheRoutesThatRun() throws Exception {
        List<List<String>> told = new CopyOnWriteArrayList<>();
        work.onWorkers(workers -> told.add(workers.stream().map(Worker::route).toList()));
        works("work:ids");
        send("work:ids", "a", "b");
        awaitBegun("a");

        assertThat(work.workers()).singleElement().satisfies(worker -> {
            assertThat(worker.route()).isEqualTo("works");
            assertThat(worker.waiting()).isEqualTo(1);
            assertThat(worker.done()).isZero();
        });
        permits.release(2);
        await().until(() -> work.workers().get(0).done() == 2);
        context.getRouteController().stopRoute("works");

        assertThat(work.workers()).isEmpty();
        assertThat(told).containsExactly(List.of("works"), List.of());
    }

    @Test
    void aWrongOptionIsNamedWithWhatItMayBe() {
        Stream.of(
                        "work:a?workers=0 workers must be a number from 1 up, but is '0'",
                        "work:a?size=many size must be a number from 1 up, but is 'many'",
                        "work:a?batch=-1 batch must be a number from 1 up, but is '-1'",
                        "work:a?delay=soon delay must be a duration such as 250ms or 2s, but is 'soon'",
                        "work:a?whenFull=cry whenFull must be one of wait, drop, fail, but is 'cry'")
                .map(text -> text.split(" ", 2))
                .forEach(wrong ->
                        assertThatThrownBy(() -> context.getEndpoint(wrong[0])).hasRootCauseMessage(wrong[1]));
    }

    private void works(String uri) throws Exception {
        add(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId("works").process(WorkComponentTest.this::workOn);
            }
        });
    }

    private void workOn(Exchange exchange) throws InterruptedException {
        Object number = exchange.getMessage().getHeader("number");
        begun.add(exchange.getMessage().getBody() + (number == null ? "" : " " + number));
        permits.acquire();
    }

    private void add(RouteBuilder routes) throws Exception {
        context.addRoutes(routes);
    }

    private void send(String uri, Object... bodies) {
        Stream.of(bodies).forEach(body -> template.sendBody(uri, body));
    }

    private void awaitBegun(Object... items) {
        await().untilAsserted(() -> assertThat(begun).containsExactly(items));
    }

    private int waiting() {
        return work.workers().stream().mapToInt(Worker::waiting).sum();
    }
}
