package com.dotscience.deployer.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Embedded;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@Embedded
class IdQueueTest {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final IdQueue queue = new IdQueue();

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void anIdThatWaitsIsNotQueuedAgain() {
        List.of("a", "b", "a", "b", "a")
                .forEach(id -> assertThat(queue.offer(exchange(id))).isTrue());

        assertThat(queue).extracting(IdQueueTest::id).containsExactly("a", "b");
    }

    @Test
    void anIdThatWasTakenIsQueuedAgain() throws Exception {
        queue.add(exchange("a"));
        assertThat(id(queue.poll(1, TimeUnit.SECONDS))).isEqualTo("a");

        queue.add(exchange("a"));

        assertThat(queue).hasSize(1);
    }

    @Test
    void whatWasClearedIsQueuedAgain() {
        queue.add(exchange("a"));
        queue.clear();

        queue.add(exchange("a"));

        assertThat(id(queue.poll())).isEqualTo("a");
    }

    @Test
    void drainingLetsIdsBackInAndStopsAtTheLimit() {
        IntStream.range(0, 5).forEach(i -> queue.add(exchange("id" + i)));
        List<Exchange> drained = new ArrayList<>();

        assertThat(queue.drainTo(drained, 3)).isEqualTo(3);

        queue.add(exchange("id0"));
        assertThat(queue).extracting(IdQueueTest::id).containsExactly("id3", "id4", "id0");
    }

    /** News that comes while an id is being taken is either seen by the taker or queued: never lost. */
    @Test
    void noNewsIsLostBetweenManyReportersAndOneConsumer() throws Exception {
        int rounds = 20_000;
        int[] latest = new int[1];
        Set<Integer> seen = ConcurrentHashMap.newKeySet();
        Thread reporter = new Thread(() -> {
            for (int i = 1; i <= rounds; i++) {
                synchronized (latest) {
                    latest[0] = i;
                }
                queue.add(exchange("a"));
            }
        });
        reporter.start();
        int last = 0;
        while (last < rounds) {
            Exchange next = queue.poll(10, TimeUnit.SECONDS);
            assertThat(next).as("after %d", last).isNotNull();
            synchronized (latest) {
                last = latest[0];
            }
            seen.add(last);
        }
        reporter.join();
        assertThat(seen).contains(rounds);
    }

    private Exchange exchange(String id) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(id);
        return exchange;
    }

    private static String id(Exchange exchange) {
        return exchange.getMessage().getBody(String.class);
    }
}
