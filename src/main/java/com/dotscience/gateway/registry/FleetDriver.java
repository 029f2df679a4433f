package com.dotscience.gateway.registry;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import com.dotscience.api.management.FleetMember;
import com.dotscience.api.management.FleetUpdate;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.gateway.fleet.Member;
import com.dotscience.gateway.fleet.Step;
import com.dotscience.gateway.fleet.Waves;
import com.dotscience.gateway.store.Changes;
import com.dotscience.gateway.store.Database;
import com.dotscience.gateway.store.DatabaseUnavailable;
import com.dotscience.gateway.store.FleetUpdates;
import com.dotscience.gateway.store.Transaction;
import com.dotscience.validation.Printable;
import io.grpc.StatusRuntimeException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes fleet updates go on, step by step. Each step is decided and written in one transaction, together with the change of the model
 * deployment that belongs to it. So a Gateway that is killed goes on with the next step when it is back, and one of two Gateways on the
 * same database never repeats what the other did.
 */
final class FleetDriver implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FleetDriver.class);

    private static final long PERIOD_MILLIS = 1_000;
    private static final int MAX_MESSAGE = 1_000;

    private final Database database;
    private final Changes changes;
    private final ModelDeploymentRegistry modelDeployments;
    private final FleetObserver observer;
    private final Clock clock;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "gateway-fleet");
        thread.setDaemon(true);
        return thread;
    });

    private interface Effect {
        Optional<ModelDeployment> of(Transaction transaction, long revision, Waves waves, Step step)
                throws SQLException;
    }

    /** @param clock dates when fleet updates end */
    FleetDriver(
            Database database,
            Changes changes,
            ModelDeploymentRegistry modelDeployments,
            FleetObserver observer,
            Clock clock) {
        this.database = database;
        this.changes = changes;
        this.modelDeployments = modelDeployments;
        this.observer = observer;
        this.clock = clock;
    }

    void start() {
        executor.scheduleWithFixedDelay(this::advance, 0, PERIOD_MILLIS, MILLISECONDS);
    }

    /** Looks soon for what can go on. */
    void wake() {
        executor.execute(this::advance);
    }

    private void advance() {
        try {
            var running = database.transaction(transaction -> new FleetUpdates(transaction).running());
            if (running.isEmpty()) {
                observer.forget();
            }
            running.forEach(this::advance);
        } catch (DatabaseUnavailable e) {
            LOG.info("Fleet updates go on later, because the database failed: {}", e.getMessage());
        } catch (RuntimeException e) {
            // Whatever is wrong with one turn, the next one has to come.
            LOG.warn("Fleet updates do not go on for now", e);
        }
    }

    /** A failure of one fleet update must not keep the others from going on. */
    private void advance(long number) {
        try {
            while (!executor.isShutdown() && step(number)) {}
        } catch (DatabaseUnavailable e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error("Fleet update {} cannot go on", number, e);
        }
    }

    /** Takes the next step, and returns false if there is none. */
    private boolean step(long number) {
        Optional<Step> next = database.snapshot(transaction -> {
            Optional<Waves> waves = new FleetUpdates(transaction).find(number);
            return waves.isEmpty() ? Optional.empty() : next(transaction, waves.get());
        });
        if (next.isEmpty()) {
            return false;
        }
        try {
            take(number, this::take);
        } catch (StatusRuntimeException refusal) {
            take(number, (transaction, revision, waves, step) -> {
                refuse(transaction, waves, step, refusal.getStatus().getDescription());
                return Optional.empty();
            });
        }
        return true;
    }

    private Optional<Step> next(Transaction transaction, Waves waves) throws SQLException {
        return waves.next(observer.observe(transaction, waves));
    }

    /** Decides the step once more, now that nobody else can change anything, and takes it. */
    private void take(long number, Effect effect) {
        changes.make(
                (transaction, revision) -> {
                    Optional<Waves> waves = new FleetUpdates(transaction).find(number);
                    Optional<Step> step = waves.isEmpty() ? Optional.empty() : next(transaction, waves.get());
                    return step.isEmpty()
                            ? Optional.<ModelDeployment>empty()
                            : effect.of(transaction, revision, waves.get(), step.get());
                },
                (written, revision) -> written.ifPresent(model -> modelDeployments.publish(model, revision)));
    }

    private Optional<ModelDeployment> take(Transaction transaction, long revision, Waves waves, Step step)
            throws SQLException {
        if (step instanceof Step.Write write) {
            return Optional.of(write(transaction, revision, waves, write.position()));
        } else if (step instanceof Step.Settle settle) {
            settle(transaction, waves, settle);
        } else if (step instanceof Step.End end) {
            end(transaction, waves.update(), end);
        }
        return Optional.empty();
    }

    private ModelDeployment write(Transaction transaction, long revision, Waves waves, int position)
            throws SQLException {
        FleetUpdate update = waves.update();
        Member member = waves.members().get(position);
        ModelDeployment written =
                modelDeployments.update(transaction, revision, member.wanted(), false, update.getCaller());
        new FleetUpdates(transaction)
                .setMember(
                        update.getNumber(),
                        position,
                        member.updating(written.getDeployment().getRevision()));
        LOG.info(
                "Fleet update {} changed model deployment {} of deployer {}",
                update.getNumber(),
                update.getName(),
                member.deployerName());
        return written;
    }

    private void settle(Transaction transaction, Waves waves, Step.Settle settle) throws SQLException {
        Member member = waves.members().get(settle.position());
        new FleetUpdates(transaction)
                .setMember(
                        waves.update().getNumber(),
                        settle.position(),
                        member.with(settle.state(), Printable.cut(settle.message(), MAX_MESSAGE)));
    }

    /** Notes that a member could not be changed. */
    private void refuse(Transaction transaction, Waves waves, Step step, String why) throws SQLException {
        if (step instanceof Step.Write write) {
            settle(transaction, waves, new Step.Settle(write.position(), FleetMember.State.FAILED, why));
        }
    }

    private void end(Transaction transaction, FleetUpdate update, Step.End end) throws SQLException {
        String message = Printable.cut(end.message(), MAX_MESSAGE);
        new FleetUpdates(transaction).setState(update.getNumber(), end.state(), message, clock.millis());
        LOG.info(
                "Fleet update {} of {} {}",
                update.getNumber(),
                update.getName(),
                end.state() == FleetUpdate.State.DONE
                        ? "is done" + (message.isEmpty() ? "" : ", but " + message)
                        : "has stopped: " + message);
    }

    /** Lets a step that is being taken finish. It is not interrupted, because an embedded database closes itself then. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(5, SECONDS)) {
                LOG.warn("The step of a fleet update that was being taken did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
