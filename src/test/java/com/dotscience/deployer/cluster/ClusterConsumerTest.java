package com.dotscience.deployer.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.testing.Embedded;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What informers tell, on its way to a route that takes as long for an event as nobody gives it a permit. */
@Embedded
class ClusterConsumerTest {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final KubernetesClient client =
            new KubernetesClientBuilder().withConfig(Config.empty()).build();
    private final ClusterComponent component = new ClusterComponent(client, List.of());
    private final List<String> delivered = new CopyOnWriteArrayList<>();
    private final Semaphore permits = new Semaphore(0);
    private ClusterConsumer consumer;

    @BeforeEach
    void start() {
        context.start();
    }

    @AfterEach
    void stop() {
        permits.release(1000);
        consumer.stop();
        context.stop();
        client.close();
    }

    /** R1 */
    @Test
    void noIdBeforeEverythingIsKnown() {
        consume(Duration.ZERO);
        consumer.changed("early");
        consumer.synced();
        consumer.changed("late");

        delivers("synced null", "changed late");
    }

    @Test
    void anIdWaitsOnceAndKeepsItsPlace() {
        consume(Duration.ZERO);
        consumer.synced();
        awaitBusy();
        Stream.of("a", "b", "a", "c").forEach(consumer::changed);

        delivers("synced null", "changed a", "changed b", "changed c");
    }

    @Test
    void whatPodsDidIsSaidUnlessTheIdWaitsForMoreAnyway() {
        consume(Duration.ZERO);
        consumer.synced();
        awaitBusy();
        consumer.podsChanged("a");
        consumer.podsChanged("b");
        consumer.changed("b");
        consumer.changed("c");
        consumer.podsChanged("c");

        delivers("synced null", "pods-changed a", "changed b", "changed c");
    }

    @Test
    void whatComesWhileAnIdIsDeliveredIsDeliveredAfterwards() {
        consume(Duration.ZERO);
        consumer.synced();
        awaitBusy();
        consumer.changed("a");
        permits.release();
        await().until(() -> delivered.size() == 2);
        consumer.podsChanged("a");

        delivers("synced null", "changed a", "pods-changed a");
    }

    @Test
    void whatComesBeforeAnIdHasSettledIsOneWithIt() {
        consume(Duration.ofMillis(50));
        consumer.synced();
        awaitBusy();
        long begun = System.nanoTime();
        Stream.of("a", "b", "a").forEach(consumer::changed);

        delivers("synced null", "changed a", "changed b");
        assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(50_000_000);
    }

    @Test
    void whoHearsThatAllIsKnownHearsNothingOfWhatWaited() {
        consume(Duration.ofHours(1));
        consumer.synced();
        awaitBusy();
        consumer.changed("a");
        consumer.synced();

        delivers("synced null", "synced null");
    }

    private void consume(Duration settle) {
        ClusterEndpoint endpoint =
                new ClusterEndpoint("cluster:events", component, "events", new Observation(client, List.of()), settle);
        endpoint.setCamelContext(context);
        consumer = new ClusterConsumer(endpoint, this::deliver, new Observation(client, List.of()), settle);
        consumer.start();
    }

    private void deliver(Exchange exchange) throws InterruptedException {
        delivered.add(exchange.getMessage().getHeader(ClusterComponent.EVENT) + " "
                + exchange.getMessage().getBody());
        permits.acquire();
    }

    private void awaitBusy() {
        await().until(() -> permits.getQueueLength() == 1);
    }

    /** These, one after the other, and then nothing more. */
    private void delivers(String... events) {
        permits.release(events.length);
        await().until(() -> delivered.size() >= events.length && permits.availablePermits() <= 1);
        assertThat(delivered).containsExactly(events);
    }
}
