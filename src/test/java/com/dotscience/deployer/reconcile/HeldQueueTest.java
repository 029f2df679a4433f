package com.dotscience.deployer.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Embedded;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Embedded
class HeldQueueTest {

    private final CamelContext context = new DefaultCamelContext();

    static Stream<BlockingQueue<Exchange>> queues() {
        return Stream.of(new Queues().create(3), new IdQueue());
    }

    @ParameterizedTest
    @MethodSource("queues")
    void whileItIsHeldItSeemsEmptyAndKeepsWhatWaits(HeldQueue queue) throws InterruptedException {
        queue.offer(exchange("a"));

        queue.hold();
        queue.offer(exchange("b"));
        queue.clear();

        assertThat(queue).isEmpty();
        assertThat(queue.poll()).isNull();
        assertThat(queue.poll(1, TimeUnit.MILLISECONDS)).isNull();

        queue.release();

        assertThat(queue.size()).isEqualTo(2);
        assertThat(queue.poll().getMessage().getBody()).isEqualTo("a");
        assertThat(queue.poll(1, TimeUnit.MINUTES).getMessage().getBody()).isEqualTo("b");
        assertThat(queue).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("queues")
    void whatIsDroppedIsDroppedOnceItIsReleased(HeldQueue queue) {
        queue.hold();
        queue.offer(exchange("a"));
        queue.release();

        queue.clear();

        assertThat(queue.poll()).isNull();
    }

    private Exchange exchange(String body) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(body);
        return exchange;
    }
}
