package com.dotscience.deployer.reconcile;

import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.component.seda.SedaEndpoint;

/**
 * When a batch of updates ends: when nothing more waits in the queue they come from, or after a while.
 *
 * <p>The aggregator's own timeouts are looked for by a background thread; asking at each update needs none, and a single
 * update is not held up at all.
 */
public final class UpdateBatch implements Predicate {

    private static final String STARTED = "DeployerBatchStarted";

    private final Duration longest;

    /** @param longest how long a batch may grow while updates keep coming */
    public UpdateBatch(Duration longest) {
        this.longest = longest;
    }

    @Override
    public boolean matches(Exchange batch) {
        long now = System.nanoTime();
        Long started = batch.getProperty(STARTED, Long.class);
        if (started == null) {
            started = now;
            batch.setProperty(STARTED, started);
        }
        return now - started >= longest.toNanos()
                || batch.getFromEndpoint() instanceof SedaEndpoint updates
                        && updates.getQueue().isEmpty();
    }
}
