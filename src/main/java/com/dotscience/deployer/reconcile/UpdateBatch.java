package com.dotscience.deployer.reconcile;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Navigate;
import org.apache.camel.Predicate;
import org.apache.camel.Route;
import org.apache.camel.component.seda.SedaEndpoint;
import org.apache.camel.processor.aggregate.AggregateProcessor;

/**
 * When a batch of updates ends: when nothing more waits in the queue they come from, or after a while.
 *
 * <p>Asking at each update holds up no single update. What waits may be dropped by a step before the aggregator, though,
 * which is then never asked again; so a batch that goes on is also ended by a clock. The aggregator does that under its own
 * lock, in which the route waits: batches stay one at a time, in their order. Its own timeouts would do the same, and wake a
 * thread all day to look for them.
 */
public final class UpdateBatch implements Predicate {

    private static final String STARTED = "DeployerBatchStarted";

    private final Duration longest;
    private ScheduledExecutorService clock;
    private Future<?> end;

    /** @param longest how long a batch may grow while updates keep coming */
    public UpdateBatch(Duration longest) {
        this.longest = longest;
    }

    @Override
    public boolean matches(Exchange batch) {
        long now = System.nanoTime();
        Long started = batch.getProperty(STARTED, Long.class);
        if (started != null) {
            return isOver(batch, now - started);
        }
        batch.setProperty(STARTED, now);
        return isOver(batch, 0) || !endLater(batch);
    }

    private boolean isOver(Exchange batch, long nanos) {
        return nanos >= longest.toNanos()
                || batch.getFromEndpoint() instanceof SedaEndpoint updates
                        && updates.getQueue().isEmpty();
    }

    /** False where no aggregator is found that could be told to end it. */
    private boolean endLater(Exchange batch) {
        Optional<AggregateProcessor> aggregator = aggregator(batch);
        aggregator.ifPresent(found -> schedule(batch.getContext(), found));
        return aggregator.isPresent();
    }

    private synchronized void schedule(CamelContext context, AggregateProcessor aggregator) {
        if (clock == null) {
            clock = context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "update-batch");
        }
        if (end != null) {
            end.cancel(false);
        }
        end = clock.schedule(aggregator::forceCompletionOfAllGroups, longest.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** The one of the route that the updates pass, whose file may be an operator's own. */
    private static Optional<AggregateProcessor> aggregator(Exchange batch) {
        Route route = batch.getContext().getRoute(batch.getFromRouteId());
        return route == null ? Optional.empty() : aggregator(route.navigate());
    }

    private static Optional<AggregateProcessor> aggregator(Navigate<?> steps) {
        if (steps instanceof AggregateProcessor found) {
            return Optional.of(found);
        }
        if (steps == null || !steps.hasNext()) {
            return Optional.empty();
        }
        return steps.next().stream()
                .filter(Navigate.class::isInstance)
                .map(step -> aggregator((Navigate<?>) step))
                .flatMap(Optional::stream)
                .findFirst();
    }
}
