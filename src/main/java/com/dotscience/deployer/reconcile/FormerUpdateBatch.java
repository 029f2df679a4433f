package com.dotscience.deployer.reconcile;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bean {@code updateBatch}, for operators' files that end batches by it still. Each update is a batch of its own for them:
 * the same comes of it, and none waits for others that a step may have dropped.
 */
public final class FormerUpdateBatch implements Predicate {

    private static final Logger LOG = LoggerFactory.getLogger(FormerUpdateBatch.class);

    private final AtomicBoolean said = new AtomicBoolean();

    @Override
    public boolean matches(Exchange batch) {
        if (said.compareAndSet(false, true)) {
            LOG.warn("A file of routes names the bean updateBatch, which is deprecated: take updates from"
                    + " `work:updates?batch=…`, which are lists, and leave the aggregator out (docs/routes.md)");
        }
        return true;
    }
}
