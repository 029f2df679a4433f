package com.dotscience.gateway.registry;

import com.dotscience.api.Deployment;
import com.dotscience.api.management.Generation;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.gateway.store.Canaries;
import com.dotscience.gateway.store.Changes;
import com.dotscience.gateway.store.Database;
import com.dotscience.gateway.store.DatabaseUnavailable;
import com.dotscience.gateway.store.Generations;
import com.dotscience.gateway.store.History;
import com.dotscience.gateway.store.Lookup;
import com.dotscience.gateway.store.Transaction;
import com.dotscience.gateway.stream.Hub;
import com.dotscience.gateway.windows.Given;
import com.dotscience.gateway.windows.Schedule;
import com.dotscience.validation.Printable;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands changes out that waited for a maintenance window, for the end of a pause, or for a person who does not wait. */
public final class HandingOut {
    private static final Logger LOG = LoggerFactory.getLogger(HandingOut.class);

    /** Others change model deployments while these are written. */
    private static final int MOST_AT_ONCE = 500;

    /** Another Gateway on the same database may have stored a change of which this one does not know. */
    private static final Duration LONGEST_QUIET = Duration.ofMinutes(1);

    private final Database database;
    private final Changes changes;
    private final Hub<Deployment> hub;
    private final Clock clock;
    private final AtomicReference<Quiet> quiet = new AtomicReference<>(Quiet.NONE);

    /** The time in which no window opens for a change that waits. */
    private record Quiet(Instant from, Instant until) {
        static final Quiet NONE = new Quiet(Instant.MAX, Instant.MIN);

        /** Somebody may have put the clock back, so that windows open which had been open. */
        boolean isAt(Instant now) {
            return !now.isBefore(from) && now.isBefore(until);
        }
    }

    /** @param clock the one by which windows open */
    HandingOut(Database database, Changes changes, Hub<Deployment> hub, Clock clock) {
        this.database = database;
        this.changes = changes;
        this.hub = hub;
        this.clock = clock;
    }

    /** Hands out all changes that need not wait any longer. Failures are logged, and the next call tries again. */
    void handOutDue() {
        try {
            while (!quiet.get().isAt(clock.instant())) {
                lookForDue();
            }
        } catch (DatabaseUnavailable e) {
            LOG.info("Changes that wait are handed out later, because the database is unavailable: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.warn("Changes that wait could not be handed out; this is tried again", e);
        }
    }

    private void lookForDue() {
        Instant now = clock.instant();
        // It is set before the look: a change that begins to wait meanwhile takes it back.
        Quiet looked = new Quiet(now, now.plus(LONGEST_QUIET));
        quiet.set(looked);
        List<ModelDeployment> waiting = database.snapshot(transaction -> new Lookup(transaction).waiting());
        if (waiting.stream().anyMatch(model -> Schedule.of(model).isOpen(now))) {
            changes.make((transaction, revision) -> handOutOpen(transaction, revision), this::publishAll);
            lookAgain();
            return;
        }
        waiting.stream()
                .flatMap(model -> Schedule.of(model).opensAfter(now).stream())
                .filter(looked.until()::isAfter)
                .min(Instant::compareTo)
                .ifPresent(opening -> quiet.compareAndSet(looked, new Quiet(now, opening)));
    }

    /** Has to be called when, after a commit, another change waits, or changes wait for something else than before. */
    void lookAgain() {
        quiet.set(Quiet.NONE);
    }

    /** Hands out, within a transaction, changes of which the windows are open now. */
    List<ModelDeployment> handOutOpen(Transaction transaction, long revision) throws SQLException {
        Instant now = clock.instant();
        List<ModelDeployment> handedOut = new ArrayList<>();
        for (ModelDeployment waiting : new Lookup(transaction).waiting()) {
            if (handedOut.size() < MOST_AT_ONCE && Schedule.of(waiting).isOpen(now)) {
                handedOut.add(handOut(transaction, revision, waiting, "as changes may be made now", ""));
            }
        }
        return handedOut;
    }

    /** Hands out at once, within a transaction, the change that waits, as a person asked with {@code --now}. */
    ModelDeployment handOutNow(Transaction transaction, long revision, ModelDeployment waiting, String caller)
            throws SQLException {
        String by = "at once (--now" + (caller.isEmpty() ? "" : " of " + caller) + ")";
        return handOut(transaction, revision, waiting, by, ", handed out " + by);
    }

    /** Hands out at once, within a transaction, the change that waits, as it only goes back to what was handed out before. */
    ModelDeployment handOutBack(Transaction transaction, long revision, ModelDeployment waiting) throws SQLException {
        return handOut(transaction, revision, waiting, "as it goes back", "");
    }

    private ModelDeployment handOut(
            Transaction transaction, long revision, ModelDeployment waiting, String why, String remark)
            throws SQLException {
        String id = waiting.getDeployment().getId();
        long at = clock.millis();
        Generations generations = new Generations(transaction);
        String summary = generations
                .find(id, waiting.getGeneration())
                .map(Generation::getChange)
                .orElse("");
        generations.handOut(waiting, revision, Printable.cut(summary + remark, AcceptedChanges.MAX_SUMMARY), at);
        if (!waiting.getDeployment().hasCanary()) {
            new Canaries(transaction).end(id);
        }
        new History(transaction, id)
                .addRequested("Generation " + waiting.getGeneration() + " is handed out, " + why, at);
        return new Lookup(transaction).byId(id);
    }

    /** Returns when the change that waits is handed out; empty if none waits, or if somebody has to resume it. */
    public Optional<Instant> handsOutAt(ModelDeployment model) {
        Instant now = clock.instant();
        return Given.isWaiting(model)
                ? Schedule.of(model).isOpen(now)
                        ? Optional.of(now)
                        : Schedule.of(model).opensAfter(now)
                : Optional.empty();
    }

    void publishAll(List<ModelDeployment> handedOut, long revision) {
        handedOut.forEach(model -> {
            LOG.info(
                    "Handed out generation {} of model deployment {} of deployer {}",
                    model.getGeneration(),
                    model.getDeployment().getName(),
                    model.getDeployerName());
            publish(model, revision);
        });
    }

    /** Tells its deployer of a change, if what it is given changed. */
    void publish(ModelDeployment changed, long revision) {
        // Who is given nothing else keeps the old revision, and there is nothing to publish.
        Deployment given = Given.of(changed);
        if (Given.isWaiting(changed)) {
            lookAgain();
        }
        if (given.getRevision() == revision) {
            hub.publish(changed.getDeployerId(), changed.getDeployment().getId(), given);
        }
    }
}
