package com.dotscience.deployer.reconcile;

import com.dotscience.deployer.plan.Hold;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells whether every write is on hold now: because the cluster's owner says so, because the owner's route files
 * cannot be used and were perhaps meant to prevent writes, or because another deployer writes (R13).
 */
public final class WriteHold implements Supplier<Optional<String>> {

    private static final Logger LOG = LoggerFactory.getLogger(WriteHold.class);

    private final Supplier<Optional<Hold>> written;
    private final Supplier<Optional<String>> unknownRoutes;
    private final Supplier<Optional<String>> standingBy;
    private final Clock clock;
    private Optional<String> last = Optional.empty();
    private Optional<String> lastByOwner = Optional.empty();

    /**
     * @param written gives the hold that the owner wrote in the cluster, even if it has expired
     * @param unknownRoutes a sentence that says why the wanted routes are not known; empty while they are
     * @param standingBy a sentence that says why another deployer writes in place of this one; empty while this one does
     */
    public WriteHold(
            Supplier<Optional<Hold>> written,
            Supplier<Optional<String>> unknownRoutes,
            Supplier<Optional<String>> standingBy,
            Clock clock) {
        this.written = written;
        this.unknownRoutes = unknownRoutes;
        this.standingBy = standingBy;
        this.clock = clock;
    }

    /** Returns a sentence that says why writes are on hold; empty if they are not. */
    @Override
    public Optional<String> get() {
        return byOwner().or(standingBy);
    }

    /** Returns why nobody is to write, a sentence for people; empty if nothing holds but that another deployer writes. */
    public Optional<String> byOwner() {
        return written.get()
                .filter(hold -> hold.stands(clock.instant()))
                .map(Hold::sentence)
                .or(unknownRoutes);
    }

    /** Returns whether the hold has changed since the last call, because everything then has to be planned again. */
    synchronized boolean hasChanged() {
        Optional<String> now = get();
        if (now.equals(last)) {
            return false;
        }
        Optional<String> owners = byOwner();
        if (!owners.equals(lastByOwner)) {
            owners.ifPresentOrElse(
                    sentence -> LOG.warn(
                            "{}: the deployer writes no object of a model deployment until the hold ends", sentence),
                    () -> LOG.info("The hold has ended: the deployer writes again"));
        }
        lastByOwner = owners;
        last = now;
        return true;
    }
}
