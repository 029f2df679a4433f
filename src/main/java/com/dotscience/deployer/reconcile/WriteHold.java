package com.dotscience.deployer.reconcile;

import com.dotscience.deployer.plan.Hold;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether every write is held now: by the cluster's owner, or since it is not known which routes the owner wants. */
public final class WriteHold implements Supplier<Optional<String>> {

    private static final Logger LOG = LoggerFactory.getLogger(WriteHold.class);

    private final Supplier<Optional<Hold>> written;
    private final Supplier<Optional<String>> unknownRoutes;
    private final Clock clock;
    private Optional<String> last = Optional.empty();

    /**
     * @param written in the cluster, whether or not it is over
     * @param unknownRoutes a sentence for people; empty while it is known which routes are wanted
     */
    public WriteHold(Supplier<Optional<Hold>> written, Supplier<Optional<String>> unknownRoutes, Clock clock) {
        this.written = written;
        this.unknownRoutes = unknownRoutes;
        this.clock = clock;
    }

    /** A sentence for people; empty if nothing is held. */
    @Override
    public Optional<String> get() {
        return written.get()
                .filter(hold -> hold.stands(clock.instant()))
                .map(Hold::sentence)
                .or(unknownRoutes);
    }

    /** Whether it is another than when this was asked last: then everything is to be planned again. */
    synchronized boolean hasChanged() {
        Optional<String> now = get();
        if (now.equals(last)) {
            return false;
        }
        now.ifPresentOrElse(
                sentence -> LOG.warn("{}: no object of a model deployment is written until that is over", sentence),
                () -> LOG.info("Writes are held no longer: all goes on"));
        last = now;
        return true;
    }
}
