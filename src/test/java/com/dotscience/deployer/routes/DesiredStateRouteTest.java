package com.dotscience.deployer.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.testing.Embedded;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@Embedded
class DesiredStateRouteTest extends RouteTest {

    private static final String RECONCILE = "work:reconcile";

    private final Applications desired = new Applications();
    private final Forgotten failures = new Forgotten();

    DesiredStateRouteTest() {
        super("desired-state");
    }

    @Override
    List<String> edges() {
        return List.of(RECONCILE);
    }

    @Override
    Map<String, Object> beans() {
        return Map.of("desired", desired, "failures", failures);
    }

    @Test
    void aSingleUpdateIsNotHeldUp() {
        desired.permits.release();

        update("a");

        await().until(() -> desired.batches.equals(List.of(List.of("a"))));
    }

    @Test
    void whatWaitsIsAppliedTogetherInItsOrderAtMostFiveHundredAtATime() {
        List<String> waiting = IntStream.range(0, 900).mapToObj(i -> "id" + i).toList();

        update("first");
        await().until(() -> desired.underWay.get() == 1);
        waiting.forEach(this::update);
        desired.permits.release(3);

        await().until(() -> desired.batches.size() == 3);
        assertThat(desired.batches).extracting(List::size).containsExactly(1, 500, 400);
        assertThat(Stream.of(1, 2).flatMap(i -> desired.batches.get(i).stream()))
                .containsExactlyElementsOf(waiting);
        assertThat(desired.mostUnderWay.get()).isEqualTo(1);
    }

    /** R7: what changed is tried at once, whatever failed before. */
    @Test
    void eachChangedIdIsPlannedAfterItsFailuresAreForgotten() {
        desired.permits.release();
        edge(RECONCILE)
                .whenAnyExchangeReceived(exchange ->
                        assertThat(failures.ids).contains(exchange.getMessage().getBody(String.class)));

        update("a");

        await().until(() -> edge(RECONCILE).getReceivedCounter() == 1);
        assertThat(sentTo(RECONCILE)).containsExactly("a");
        assertThat(failures.ids).containsExactly("a");
        assertThat(errors.seen()).isEmpty();
    }

    private void update(String update) {
        template().sendBody("work:updates", new News(update));
    }

    /** What is no text is a message, as updates are. */
    record News(String text) {}

    /** Takes as long for a batch as nobody gives it a permit; whatever is in a batch has changed. */
    public static final class Applications {

        private final Semaphore permits = new Semaphore(0);
        private final AtomicInteger underWay = new AtomicInteger();
        private final AtomicInteger mostUnderWay = new AtomicInteger();
        private final List<List<String>> batches = new CopyOnWriteArrayList<>();

        public List<String> apply(List<News> news) throws InterruptedException {
            List<String> batch = news.stream().map(News::text).toList();
            mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            permits.acquire();
            underWay.decrementAndGet();
            batches.add(batch);
            return batch;
        }

        Semaphore permits() {
            return permits;
        }

        int mostUnderWay() {
            return mostUnderWay.get();
        }

        List<List<String>> batches() {
            return batches;
        }
    }

    public static final class Forgotten {

        private final List<String> ids = new CopyOnWriteArrayList<>();

        public void forget(String id) {
            ids.add(id);
        }
    }
}
