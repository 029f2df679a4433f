package com.dotscience.deployer.deprecated;

import org.apache.camel.Exchange;
import org.apache.camel.Predicate;

/**
 * The bean {@code updateBatch}, which operators' files of 0.1.0 use to end a batch. It ends a batch after each update:
 * the result is the same, and no update waits for others that a step may have dropped.
 */
public final class FormerUpdateBatch implements Predicate {

    private final Deprecation deprecation = new Deprecation();

    @Override
    public boolean matches(Exchange batch) {
        deprecation.warn(
                "the bean updateBatch",
                "take updates from `work:updates?batch=…`, which are lists, and leave the aggregator out");
        return true;
    }
}
