package com.dotscience.gateway.registry;

import com.dotscience.api.Deployment;
import com.dotscience.api.management.FleetUpdate;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.api.management.StartFleetUpdateRequest;
import com.dotscience.gateway.fleet.Member;
import com.dotscience.gateway.fleet.Waves;
import com.dotscience.gateway.store.Changes;
import com.dotscience.gateway.store.Database;
import com.dotscience.gateway.store.FleetUpdates;
import com.dotscience.gateway.store.Lookup;
import com.dotscience.gateway.store.Transaction;
import com.dotscience.validation.Printable;
import com.dotscience.validation.Syntax;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Starts, shows, stops and continues fleet updates. {@link FleetDriver} makes them go on. */
public final class FleetUpdateRegistry {
    private static final int MAX_SELECTOR = 1_000;
    private static final int MAX_SUMMARY = 1_000;

    private final Database database;
    private final Changes changes;
    private final Admission admission;
    private final FleetObserver observer;
    private final FleetDriver driver;
    private final Clock clock;

    private record Started(List<Member> members, String change) {}

    /** @param clock dates when they start and end */
    FleetUpdateRegistry(
            Database database,
            Changes changes,
            Admission admission,
            FleetObserver observer,
            FleetDriver driver,
            Clock clock) {
        this.database = database;
        this.changes = changes;
        this.admission = admission;
        this.observer = observer;
        this.driver = driver;
        this.clock = clock;
    }

    /**
     * Starts a fleet update, unless one of its members refuses what is asked for.
     *
     * @param caller who asks, as the caller says
     */
    public FleetUpdate start(StartFleetUpdateRequest asked, String caller) {
        check(asked);
        long number = changes.make(
                (transaction, revision) -> {
                    Started started = started(transaction, asked.getDeploymentsList());
                    return new FleetUpdates(transaction)
                            .add(
                                    FleetUpdate.newBuilder()
                                            .setName(started.members()
                                                    .get(0)
                                                    .wanted()
                                                    .getName())
                                            .setSelector(Printable.cut(asked.getSelector(), MAX_SELECTOR))
                                            .setMaxParallel(asked.getMaxParallel())
                                            .setCaller(caller)
                                            .setChange(Printable.cut(started.change(), MAX_SUMMARY))
                                            .setStartedAt(clock.millis())
                                            .build(),
                                    started.members());
                },
                (added, revision) -> {});
        driver.wake();
        return get(Long.toString(number));
    }

    private static void check(StartFleetUpdateRequest asked) {
        if (asked.getMaxParallel() < 1) {
            throw Syntax.invalid("max parallel must be 1 or more, not " + asked.getMaxParallel());
        }
        if (asked.getDeploymentsCount() == 0) {
            throw Syntax.invalid("deployments must name at least one model deployment");
        }
    }

    private Started started(Transaction transaction, List<Deployment> deployments) throws SQLException {
        List<Member> members = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        String name = "";
        String change = "Asked for nothing else than before";
        for (Deployment asked : deployments) {
            ModelDeployment current = new Lookup(transaction).byId(asked.getId());
            Deployment wanted = checked(transaction, current, asked);
            if (!ids.add(wanted.getId())) {
                throw Syntax.invalid("model deployment " + wanted.getId() + " is given twice");
            }
            if (!name.isEmpty() && !name.equals(wanted.getName())) {
                throw Syntax.invalid("all model deployments must have the same name, not " + Syntax.quoted(name)
                        + " and " + Syntax.quoted(wanted.getName()));
            }
            if (!wanted.equals(current.getDeployment())) {
                change = ChangeSummary.ofUpdate(current.getDeployment(), wanted);
            }
            name = wanted.getName();
            members.add(Member.waiting(current.getDeployerId(), current.getDeployerName(), wanted));
        }
        members.sort(Comparator.comparing(Member::deployerName)
                .thenComparing(member -> member.wanted().getNamespace()));
        return new Started(members, change);
    }

    /** Refuses what would be refused when its turn came, so that nothing is changed anywhere if one deployer cannot do it. */
    private Deployment checked(Transaction transaction, ModelDeployment current, Deployment asked) throws SQLException {
        Optional<Long> other = new FleetUpdates(transaction).runningWith(asked.getId());
        if (other.isPresent()) {
            throw Status.FAILED_PRECONDITION
                    .withDescription("model deployment "
                            + Syntax.quoted(current.getDeployment().getName())
                            + " of deployer " + current.getDeployerName() + " is being changed by fleet update "
                            + other.get() + ": wait for it, or stop it first")
                    .asRuntimeException();
        }
        try {
            return admission.ofChangeInFleet(transaction, current, asked);
        } catch (StatusRuntimeException e) {
            throw e.getStatus()
                    .withDescription("deployer " + current.getDeployerName() + ": "
                            + e.getStatus().getDescription())
                    .asRuntimeException();
        }
    }

    /** Returns those that are kept, newest first. */
    public List<FleetUpdate> list() {
        return database.snapshot(transaction -> {
            List<FleetUpdate> shown = new ArrayList<>();
            for (Waves waves : new FleetUpdates(transaction).list()) {
                shown.add(shown(transaction, waves));
            }
            return shown;
        });
    }

    /** @param ref a number, or the name of the model deployments, of which the latest is meant */
    public FleetUpdate get(String ref) {
        return database.snapshot(transaction -> shown(transaction, find(transaction, ref)));
    }

    /** Changes no more model deployments. Those that were changed stay so. */
    public FleetUpdate stop(String ref, String caller) {
        return set(ref, (transaction, waves) -> {
            FleetUpdate update = waves.update();
            if (update.getState() != FleetUpdate.State.RUNNING) {
                throw refused(update, "does not run");
            }
            new FleetUpdates(transaction)
                    .setState(
                            update.getNumber(),
                            FleetUpdate.State.STOPPED,
                            caller.isEmpty() ? "somebody stopped it" : "stopped by " + caller,
                            clock.millis());
        });
    }

    /** Goes on where it stopped. What failed is tried, or waited for, again. */
    public FleetUpdate goOn(String ref) {
        FleetUpdate running = set(ref, (transaction, waves) -> {
            FleetUpdate update = waves.update();
            if (update.getState() != FleetUpdate.State.STOPPED) {
                throw refused(
                        update, update.getState() == FleetUpdate.State.DONE ? "is done" : "has not stopped: it runs");
            }
            FleetUpdates updates = new FleetUpdates(transaction);
            List<Member> again = waves.again();
            for (int i = 0; i < again.size(); i++) {
                Optional<Long> other = updates.runningWith(again.get(i).id());
                if (other.isPresent()) {
                    throw refused(
                            update,
                            "cannot go on while fleet update " + other.get()
                                    + " changes the same model deployment of deployer "
                                    + again.get(i).deployerName());
                }
                updates.setMember(update.getNumber(), i, again.get(i));
            }
            updates.setState(update.getNumber(), FleetUpdate.State.RUNNING, "", 0);
        });
        driver.wake();
        return running;
    }

    private interface Change {
        void of(Transaction transaction, Waves waves) throws SQLException;
    }

    private FleetUpdate set(String ref, Change change) {
        long number = changes.make(
                (transaction, revision) -> {
                    Waves waves = find(transaction, ref);
                    change.of(transaction, waves);
                    return waves.update().getNumber();
                },
                (changed, revision) -> {});
        return get(Long.toString(number));
    }

    private static Waves find(Transaction transaction, String ref) throws SQLException {
        FleetUpdates updates = new FleetUpdates(transaction);
        Optional<Waves> numbered = ref.matches("[0-9]{1,18}") ? updates.find(Long.parseLong(ref)) : Optional.empty();
        Optional<Waves> found = numbered.isPresent() ? numbered : updates.latestOf(ref);
        return found.orElseThrow(() -> Status.NOT_FOUND
                .withDescription("there is no fleet update " + Syntax.quoted(ref) + ": give its number, or the"
                        + " name of its model deployments")
                .asRuntimeException());
    }

    private static RuntimeException refused(FleetUpdate update, String why) {
        return Status.FAILED_PRECONDITION
                .withDescription("fleet update " + update.getNumber() + " of " + update.getName() + " " + why)
                .asRuntimeException();
    }

    private FleetUpdate shown(Transaction transaction, Waves waves) throws SQLException {
        return waves.shown(observer.observe(transaction, waves));
    }
}
