package com.dotscience.deployer.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.deployer.reconcile.IdQueues;
import com.dotscience.deployer.reconcile.UpdateBatch;
import com.dotscience.testing.Embedded;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.util.concurrent.SynchronousExecutorService;
import org.junit.jupiter.api.Test;

/** A step of an operator's own before the aggregator, which drops updates. */
@Embedded
class DroppedUpdateRouteTest extends RouteTest {

    private final DesiredStateRouteTest.Applications desired = new DesiredStateRouteTest.Applications();

    DroppedUpdateRouteTest() {
        super("desired-state");
    }

    @Override
    List<String> edges() {
        return List.of("ids:reconcile");
    }

    @Override
    Map<String, Object> beans() {
        return Map.of(
                "ids",
                IdQueues.component(),
                "updateBatch",
                new UpdateBatch(Duration.ofMillis(20)),
                "sameThread",
                new SynchronousExecutorService(),
                "desired",
                desired,
                "failures",
                new DesiredStateRouteTest.Forgotten(),
                // It is the first step, so it stands where an operator's would.
                "updateMetrics",
                new Dropping());
    }

    @Test
    void aBatchEndsInTimeAlthoughWhatWaitedBehindItIsDropped() {
        update("first");
        await().until(() -> desired.underWay() == 1);
        List.of("second", "dropped").forEach(this::update);
        desired.allow(2);

        await().until(() -> desired.batches().equals(List.of(List.of("first"), List.of("second"))));
    }

    @Test
    void batchesStayOneAtATimeAndInOrderWhateverEndsThem() {
        List<String> kept = IntStream.range(0, 300).mapToObj(i -> "id" + i).toList();
        desired.allow(kept.size());

        kept.forEach(id -> List.of(id, "dropped").forEach(this::update));

        await().until(() -> desired.batches().stream().mapToInt(List::size).sum() == kept.size());
        assertThat(desired.batches().stream().flatMap(List::stream)).containsExactlyElementsOf(kept);
        assertThat(desired.mostUnderWay()).isEqualTo(1);
    }

    private void update(String update) {
        template().sendBody("seda:updates", update);
    }

    /** Counts what changed, as the bean of this name does, and drops some. */
    public static final class Dropping {

        public void received(Exchange exchange) {
            exchange.setRouteStop("dropped".equals(exchange.getMessage().getBody()));
        }

        public void changed() {}
    }
}
