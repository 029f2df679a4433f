package com.dotscience.deployer.reconcile;

import com.dotscience.deployer.plan.Hold;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether every write is on hold now: because the cluster's owner says so, or because the owner's route files cannot be used. */
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

    /** Whether the hold has changed since the last call: everything then has to be planned again. */
    synchronized boolean hasChanged() {
        Optional<String> now = get();
        if (now.equals(last)) {
            return false;
        }
        now.ifPresentOrElse(
                sentence -> LOG.warn(
                        "{}: the deployer writes no object of a model deployment until the hold ends", sentence),
                () -> LOG.info("The hold has ended: the deployer writes again"));
        last = now;
        return true;
    }
}
