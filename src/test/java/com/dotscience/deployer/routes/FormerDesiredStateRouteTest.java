package com.dotscience.deployer.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.deployer.deprecated.FormerUpdateBatch;
import com.dotscience.deployer.routes.DesiredStateRouteTest.News;
import com.dotscience.testing.Embedded;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.util.concurrent.SynchronousExecutorService;
import org.junit.jupiter.api.Test;

/** The file of 0.1.0, whose queue has another name now, with a step of an operator's own before the aggregator, which drops updates. */
@Embedded
class FormerDesiredStateRouteTest extends RouteTest {

    private final DesiredStateRouteTest.Applications desired = new DesiredStateRouteTest.Applications();

    FormerDesiredStateRouteTest() {
        super("classpath:released/0.1.0/installation/routes/desired-state.yaml");
    }

    @Override
    List<String> edges() {
        return List.of("ids:reconcile");
    }

    @Override
    Map<String, Object> beans() {
        return Map.of(
                "updateBatch",
                new FormerUpdateBatch(),
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
    void noUpdateWaitsForAnotherThatIsDropped() {
        desired.permits().release(2);

        List.of("first", "second", "dropped").forEach(this::update);

        await().until(() -> desired.batches().equals(List.of(List.of("first"), List.of("second"))));
    }

    @Test
    void updatesAreAppliedOneAtATimeAndInOrder() {
        List<String> kept = IntStream.range(0, 300).mapToObj(i -> "id" + i).toList();
        desired.permits().release(kept.size());

        kept.forEach(id -> List.of(id, "dropped").forEach(this::update));

        await().until(() -> desired.batches().stream().mapToInt(List::size).sum() == kept.size());
        assertThat(desired.batches().stream().flatMap(List::stream)).containsExactlyElementsOf(kept);
        assertThat(desired.mostUnderWay()).isEqualTo(1);
    }

    private void update(String update) {
        template().sendBody("seda:updates", new News(update));
    }

    /** Counts what changed, as the bean of this name does, and drops some. */
    public static final class Dropping {

        public void received(Exchange exchange) {
            exchange.setRouteStop(
                    new News("dropped").equals(exchange.getMessage().getBody()));
        }

        public void changed() {}
    }
}
