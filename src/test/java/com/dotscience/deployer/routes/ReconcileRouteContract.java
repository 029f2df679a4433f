package com.dotscience.deployer.routes;

import static com.dotscience.deployer.routes.Changes.change;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.deployer.plan.Action;
import com.dotscience.deployer.plan.Change;
import com.dotscience.deployer.plan.Kind;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Processor;
import org.apache.camel.support.service.ServiceHelper;
import org.junit.jupiter.api.Test;

/** R5, {@code reconcile} and {@code changes} together: an id is planned again only when its changes are done. */
abstract class ReconcileRouteContract extends RouteTest {

    private static final String OUTCOME = "direct:outcome";

    private final Plans reconciler = new Plans();
    private final Semaphore writes = new Semaphore(0);
    private volatile RuntimeException refusal;

    ReconcileRouteContract(String... files) {
        super(files);
    }

    @Override
    List<String> edges() {
        return List.of(OUTCOME, "kubernetes-deployments:.*");
    }

    @Override
    Map<String, String> settings() {
        return Map.of("deployer.concurrency", "2");
    }

    @Override
    Map<String, Object> beans() {
        return Map.of("reconciler", reconciler, "deploymentHeaders", (Processor) this::beforeTheWrite);
    }

    @Test
    void aPlanIsSplitIntoItsChanges() {
        writes.release(10);
        reconciler.planned = List.of(create("a"), change("a", Kind.SERVICE, Action.UPDATE));

        plan("a");

        await().until(() -> edge(OUTCOME).getReceivedCounter() == 2);
        assertThat(edge(OUTCOME).getExchanges())
                .extracting(exchange -> exchange.getProperty("change"))
                .containsExactlyInAnyOrderElementsOf(reconciler.planned);
    }

    @Test
    void anIdThatComesWhileItsChangesAreUnderWayIsPlannedWhenTheyAreDone() {
        reconciler.planned = List.of(create("a"), create("a"));
        plan("a");
        await().until(() -> writes.getQueueLength() == 2);
        reconciler.planned = List.of();

        plan("a");
        plan("b");
        await().until(() -> reconciler.ids.contains("b"));
        writes.release();
        await().until(() -> edge(OUTCOME).getReceivedCounter() == 1);
        plan("c");
        await().until(() -> reconciler.ids.contains("c"));
        assertThat(reconciler.ids).containsExactly("a", "b", "c");

        writes.release();
        await().until(() -> reconciler.ids.size() == 4);
        assertThat(reconciler.ids).containsExactly("a", "b", "c", "a");
    }

    @Test
    void anIdComesBackAlsoWhereItsChangeFailed() {
        refusal = new IllegalStateException("refused");
        edge(OUTCOME).whenAnyExchangeReceived(exchange -> {
            throw new IllegalStateException("and so was this");
        });
        reconciler.planned = List.of(create("a"));
        plan("a");
        await().until(() -> writes.getQueueLength() == 1);

        reconciler.planned = List.of();
        plan("a");
        plan("b");
        await().until(() -> reconciler.ids.contains("b"));
        writes.release();

        await().until(() -> reconciler.ids.equals(List.of("a", "b", "a")));
    }

    @Test
    void anIdComesBackAlsoWhereItsPlanFailed() {
        reconciler.failure = new IllegalStateException("no plan");
        plan("a");
        await().until(() -> errors.seen().contains(reconciler.failure));

        plan("a");

        await().until(() -> reconciler.ids.equals(List.of("a", "a")));
    }

    /** As when it is replaced at run time. */
    @Test
    void aChangeThatWaitsIsMadeByTheRouteThatComesNextAndOnlyThenIsItsIdPlannedAgain() throws Exception {
        reconciler.planned = List.of(create("a"), create("a"));
        plan("a");
        await().until(() -> writes.getQueueLength() == 2);
        reconciler.planned = List.of(create("b"));
        plan("b");
        await().until(() -> reconciler.ids.contains("b"));
        reconciler.planned = List.of();

        plan("b");
        ServiceHelper.suspendService(context().getRoute("changes").getConsumer());
        writes.release(10);
        await().until(() -> edge(OUTCOME).getReceivedCounter() == 2);
        plan("c");
        await().until(() -> reconciler.ids.contains("c"));
        assertThat(reconciler.ids).containsExactly("a", "b", "c");
        context().getRouteController().stopRoute("changes");
        context().getRouteController().startRoute("changes");

        await().until(() -> reconciler.ids.equals(List.of("a", "b", "c", "b")));
        assertThat(edge(OUTCOME).getReceivedCounter()).isEqualTo(3);
    }

    /** The mocks let one exchange in at a time; here several can wait. */
    private void beforeTheWrite(Exchange exchange) throws InterruptedException {
        writes.acquire();
        if (refusal != null) {
            throw refusal;
        }
    }

    void plan(String id) {
        template().sendBody("work:reconcile", id);
    }

    private static Change create(String id) {
        return change(id, Kind.DEPLOYMENT, Action.CREATE);
    }

    public static final class Plans {

        private final List<String> ids = new CopyOnWriteArrayList<>();
        private volatile List<Change> planned = List.of();
        private volatile RuntimeException failure;

        public List<Change> plan(@ExchangeProperty("id") String id) {
            ids.add(id);
            if (failure != null) {
                throw failure;
            }
            return planned;
        }
    }
}
