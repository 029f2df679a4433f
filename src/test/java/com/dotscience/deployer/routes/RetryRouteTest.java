package com.dotscience.deployer.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dotscience.testing.Embedded;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

@Embedded
class RetryRouteTest extends RouteTest {

    private static final String RECONCILE = "work:reconcile";

    private final Due reconciler = new Due();

    RetryRouteTest() {
        super("retry");
    }

    @Override
    List<String> edges() {
        return List.of(RECONCILE);
    }

    @Override
    Map<String, Object> beans() {
        return Map.of("reconciler", reconciler);
    }

    @Test
    void whatIsDueIsPlannedEachTimeAndNothingElse() {
        reconciler.due.add(Set.of("a", "b"));
        reconciler.due.add(Set.of());
        reconciler.due.add(Set.of("a"));

        await().until(() -> reconciler.due.isEmpty() && edge(RECONCILE).getReceivedCounter() == 3);
        assertThat(sentTo(RECONCILE)).containsExactlyInAnyOrder("a", "b", "a");
    }

    public static final class Due {

        private final Queue<Set<String>> due = new ConcurrentLinkedQueue<>();

        public Set<String> due() {
            Set<String> next = due.poll();
            return next == null ? Set.of() : next;
        }
    }
}
