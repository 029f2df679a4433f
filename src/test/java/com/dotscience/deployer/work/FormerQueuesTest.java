package com.dotscience.deployer.work;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.dotscience.deployer.deprecated.Deprecation;
import com.dotscience.deployer.work.WorkEndpoint.WhenFull;
import com.dotscience.testing.Embedded;
import org.apache.camel.component.seda.SedaEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

@Embedded
class FormerQueuesTest {

    private final DefaultCamelContext context = new DefaultCamelContext();

    @BeforeEach
    void start() {
        FormerQueues former = new FormerQueues();
        context.getRegistry().bind("work", new WorkComponent(System::nanoTime));
        context.getRegistry().bind("ids", former.ids());
        context.getRegistry().bind("seda", former.seda());
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void theFormerNamesAreTheSameQueuesWithTheSameMeaningOfTheirOptions() {
        WorkEndpoint changes = context.getEndpoint(
                "seda:changes?concurrentConsumers=16&size=20&purgeWhenStopping=true&pollTimeout=100",
                WorkEndpoint.class);

        assertThat(changes.getWorkers()).isEqualTo(16);
        assertThat(changes.getSize()).isEqualTo(20);
        assertThat(changes.getWhenFull()).isEqualTo(WhenFull.WAIT);
        assertThat(changes.queue()).isSameAs(queue("work:changes")).isSameAs(queue("seda:changes"));
        assertThat(queue("ids:reconcile?purgeWhenStopping=true"))
                .isSameAs(queue("work:reconcile"))
                .isSameAs(queue("seda:reconcile"));
        assertThat(queue("seda:updates?size=7")).isSameAs(queue("work:updates"));
    }

    @Test
    void aFullQueueIsMetAsBefore() {
        assertThat(whenFull("seda:changes?blockWhenFull=false")).isEqualTo(WhenFull.FAIL);
        assertThat(whenFull("seda:changes?blockWhenFull=false&discardWhenFull=true"))
                .isEqualTo(WhenFull.DROP);
        assertThat(whenFull("seda:changes?blockWhenFull=true&offerTimeout=5")).isEqualTo(WhenFull.WAIT);
    }

    @Test
    void otherQueuesOfSedaAreCamelsOwn() {
        assertThat(context.getEndpoint("seda:webhook?size=1000&blockWhenFull=false&discardWhenFull=true"))
                .isInstanceOfSatisfying(
                        SedaEndpoint.class,
                        webhook -> assertThat(webhook.getSize()).isEqualTo(1000));
    }

    @Test
    void eachFormerNameIsSaidToBeDeprecatedOnce() {
        ListAppender<ILoggingEvent> said = new ListAppender<>();
        said.start();
        Logger log = (Logger) LoggerFactory.getLogger(Deprecation.class);
        log.addAppender(said);
        try {
            queue("seda:changes");
            queue("seda:changes?size=5");
            queue("ids:reconcile");
        } finally {
            log.detachAppender(said);
        }

        assertThat(said.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "A file of routes names the queue seda:changes, which is deprecated: write work:changes"
                                + " (docs/routes.md)",
                        "A file of routes names the queue ids:reconcile, which is deprecated: write work:reconcile"
                                + " (docs/routes.md)");
    }

    private WorkQueue<Item> queue(String uri) {
        return context.getEndpoint(uri, WorkEndpoint.class).queue();
    }

    private WhenFull whenFull(String uri) {
        return context.getEndpoint(uri, WorkEndpoint.class).getWhenFull();
    }
}
