package com.dotscience.deployer.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PendingEventsTest {

    private final PendingEvents pending = new PendingEvents();

    /** R1 */
    @Test
    void noIdBeforeEverythingIsKnown() throws InterruptedException {
        pending.changed("early");
        pending.synced();
        pending.changed("late");

        assertThat(pending.take()).isEmpty();
        assertThat(pending.take()).contains("late");
    }

    @Test
    void anIdWaitsOnceAndKeepsItsPlace() throws InterruptedException {
        pending.synced();
        pending.take();
        pending.changed("a");
        pending.changed("b");
        pending.changed("a");
        pending.changed("c");

        assertThat(pending.take()).contains("a");
        pending.changed("a");
        assertThat(pending.take()).contains("b");
        assertThat(pending.take()).contains("c");
        assertThat(pending.take()).contains("a");
    }

    @Test
    void whoWaitsIsWoken() throws Exception {
        pending.synced();
        pending.take();
        CompletableFuture<String> waiting = CompletableFuture.supplyAsync(this::takeId);
        pending.changed("a");

        assertThat(waiting.get(1, TimeUnit.MINUTES)).isEqualTo("a");
    }

    private String takeId() {
        try {
            return pending.take().orElseThrow();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
