package com.dotscience.deployer.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.deployer.cluster.PendingEvents.Event;
import com.dotscience.testing.Pure;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@Pure
class PendingEventsTest {

    private final PendingEvents pending = new PendingEvents(Duration.ZERO);

    /** R1 */
    @Test
    void noIdBeforeEverythingIsKnown() throws InterruptedException {
        pending.changed("early");
        pending.synced();
        pending.changed("late");

        assertThat(pending.take()).isEqualTo(new Event(ClusterComponent.SYNCED, null));
        assertThat(pending.take()).isEqualTo(new Event(ClusterComponent.CHANGED, "late"));
    }

    @Test
    void anIdWaitsOnceAndKeepsItsPlace() throws InterruptedException {
        pending.synced();
        pending.take();
        pending.changed("a");
        pending.changed("b");
        pending.changed("a");
        pending.changed("c");

        assertThat(pending.take().id()).isEqualTo("a");
        pending.changed("a");
        assertThat(pending.take().id()).isEqualTo("b");
        assertThat(pending.take().id()).isEqualTo("c");
        assertThat(pending.take().id()).isEqualTo("a");
    }

    @Test
    void whatPodsDidIsSaidUnlessTheIdWaitsForMoreAnyway() throws InterruptedException {
        pending.synced();
        pending.take();
        pending.podsChanged("a");
        pending.podsChanged("b");
        pending.changed("b");
        pending.changed("c");
        pending.podsChanged("c");

        assertThat(pending.take()).isEqualTo(new Event(ClusterComponent.PODS_CHANGED, "a"));
        assertThat(pending.take()).isEqualTo(new Event(ClusterComponent.CHANGED, "b"));
        assertThat(pending.take()).isEqualTo(new Event(ClusterComponent.CHANGED, "c"));
    }

    @Test
    void whoWaitsIsWoken() throws Exception {
        pending.synced();
        pending.take();
        CompletableFuture<String> waiting = CompletableFuture.supplyAsync(this::takeId);
        pending.changed("a");

        assertThat(waiting.get(1, TimeUnit.MINUTES)).isEqualTo("a");
    }

    @Test
    void whatComesBeforeAnIdHasSettledIsOneWithIt() throws InterruptedException {
        PendingEvents settling = new PendingEvents(Duration.ofMillis(50));
        settling.synced();
        settling.take();
        long start = System.nanoTime();
        settling.changed("a");
        settling.changed("b");
        settling.changed("a");

        assertThat(settling.take().id()).isEqualTo("a");
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(50_000_000);
        assertThat(settling.take().id()).isEqualTo("b");
        settling.changed("a");
        settling.synced();
        assertThat(settling.take().what()).isEqualTo(ClusterComponent.SYNCED);
    }

    private String takeId() {
        try {
            return pending.take().id();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
