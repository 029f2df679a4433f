package com.dotscience.gateway.registry;

import com.dotscience.api.Deployment;
import com.dotscience.api.RestartTime;
import com.dotscience.api.management.DeploymentRef;
import com.dotscience.api.management.Generation;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.gateway.store.Changes;
import com.dotscience.gateway.store.Database;
import com.dotscience.gateway.store.Generations;
import com.dotscience.gateway.store.Lookup;
import com.dotscience.gateway.store.Transaction;
import com.dotscience.gateway.windows.Given;
import com.dotscience.gateway.windows.Urgency;
import com.dotscience.validation.Syntax;
import io.grpc.Status;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Reads the generations of model deployments, and makes those new ones that follow from what was wanted before. */
public final class ModelDeploymentGenerations {
    private final Database database;
    private final Changes changes;
    private final AcceptedChanges accepted;
    private final HandingOut handingOut;
    private final Clock clock;

    /**
     * A change that is made of what is wanted now.
     *
     * @param summary says for people what changed
     */
    private record Next(Deployment wanted, String summary, Urgency urgency) {

        /** Whether there is nothing to do, as this is wanted already, and its deployer is given as much of it as the urgency asks for. */
        boolean changesNothing(ModelDeployment current) {
            return isSame(wanted, current) && (urgency != Urgency.STOPS || replicasGiven(current) == 0);
        }
    }

    private interface Step {
        Next from(Transaction transaction, ModelDeployment current) throws SQLException;
    }

    /** @param clock dates restarts */
    ModelDeploymentGenerations(
            Database database, Changes changes, AcceptedChanges accepted, HandingOut handingOut, Clock clock) {
        this.database = database;
        this.changes = changes;
        this.accepted = accepted;
        this.handingOut = handingOut;
        this.clock = clock;
    }

    /** Returns the generations that are kept, newest first, without what was wanted. */
    public List<Generation> list(DeploymentRef ref) {
        return database.snapshot(transaction -> new Generations(transaction)
                .list(new Lookup(transaction)
                        .modelDeployment(ref)
                        .getDeployment()
                        .getId()));
    }

    /** @throws io.grpc.StatusRuntimeException NOT_FOUND if it is not kept */
    public Generation get(DeploymentRef ref, long number) {
        return database.snapshot(transaction -> {
            ModelDeployment model = new Lookup(transaction).modelDeployment(ref);
            return find(transaction, model, number).toBuilder()
                    .setDeployerName(model.getDeployerName())
                    .build();
        });
    }

    /**
     * Asks again for what an old generation was. That never waits. To a generation that has never been handed out there is no way back,
     * so that two of these let nothing out that waits.
     *
     * @param to the number of the generation; 0 for the last before the present that was handed out
     * @param now whether it may be one that has never been handed out
     * @param caller who asks, as the caller says
     */
    public ModelDeployment rollBack(DeploymentRef ref, long to, boolean now, String caller) {
        return make(ref, caller, (transaction, current) -> {
            if (to == 0 && current.getGeneration() == 1) {
                throw refused(current, "has had no change yet, so there is nothing to go back to");
            }
            long number = to == 0 ? lastHandedOut(transaction, current) : to;
            Generation old = find(transaction, current, number);
            boolean wasHandedOut = old.getHandedOutAt() > 0;
            if (!wasHandedOut && !now) {
                throw refused(
                        current,
                        "cannot go back to generation " + number
                                + ", which was never handed out: ask for the same by an update, which may have to wait, or"
                                + " with --now");
            }
            Deployment wanted = withRestartOf(old.getDeployment().toBuilder(), current);
            if (to == 0 && isSame(wanted, current)) {
                throw refused(
                        current,
                        number < current.getGeneration() - 1
                                ? "is as generation " + number
                                        + " is, and what came between was never handed out: name the generation to go back to"
                                : "differs from generation " + number
                                        + " by a restart or a canary alone, and nothing undoes that: name the generation to"
                                        + " go back to");
            }
            return new Next(
                    wanted,
                    ChangeSummary.ofRollback(number, current.getDeployment(), wanted),
                    wasHandedOut ? Urgency.AT_ONCE : Urgency.NOW);
        });
    }

    /** Returns the number of the last generation before the present one that was handed out. */
    private static long lastHandedOut(Transaction transaction, ModelDeployment current) throws SQLException {
        return new Generations(transaction)
                .list(current.getDeployment().getId()).stream()
                        .filter(generation -> generation.getNumber() < current.getGeneration())
                        .filter(generation -> generation.getHandedOutAt() > 0)
                        .map(Generation::getNumber)
                        .findFirst()
                        .orElseThrow(() -> refused(
                                current,
                                "cannot go back: none of the generations that are kept was handed out before; name one, with"
                                        + " --now"));
    }

    /**
     * Returns the old generation with the restart time that its deployer is given, and without a canary. Another time would restart pods, which nobody
     * asked for; and who goes back wants what has proved itself.
     */
    private static Deployment withRestartOf(Deployment.Builder wanted, ModelDeployment current) {
        wanted.clearCanary()
                .getDeploymentBuilder()
                .setRestartedAt(Given.of(current).getDeployment().getRestartedAt());
        return wanted.build();
    }

    private static boolean isSame(Deployment wanted, ModelDeployment current) {
        long revision = current.getDeployment().getRevision();
        return wanted.toBuilder().setRevision(revision).build().equals(current.getDeployment());
    }

    /** Asks for all pods to be replaced by new ones. The time that is written down is always later than that of the last restart. */
    public ModelDeployment restart(DeploymentRef ref, boolean now, String caller) {
        return make(ref, caller, (transaction, current) -> {
            Deployment wanted = current.getDeployment();
            if (wanted.getDeployment().getReplicas() == 0) {
                throw refused(current, "is stopped, so there is nothing to restart: start it");
            }
            Deployment.Builder next = wanted.toBuilder();
            next.getDeploymentBuilder()
                    .setRestartedAt(timeOfRestart(wanted.getDeployment().getRestartedAt()));
            return new Next(next.build(), ChangeSummary.ofRestart(), Urgency.of(now));
        });
    }

    private String timeOfRestart(String last) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return RestartTime.parse(last)
                .map(time -> time.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1))
                .filter(soonest -> soonest.isAfter(now))
                .orElse(now)
                .toString();
    }

    /** Asks for no replicas, which never waits. The number of them is kept for {@link #start}. */
    public ModelDeployment stop(DeploymentRef ref, String caller) {
        return make(
                ref,
                caller,
                (transaction, current) ->
                        new Next(withReplicas(current, 0), ChangeSummary.ofStop(Given.of(current)), Urgency.STOPS));
    }

    /** Asks for as many replicas as before they became 0, at least one. One that has replicas is left as it is. */
    public ModelDeployment start(DeploymentRef ref, boolean now, String caller) {
        return make(ref, caller, (transaction, current) -> {
            long replicas = current.getDeployment().getDeployment().getReplicas();
            Deployment wanted =
                    withReplicas(current, replicas > 0 ? replicas : Math.max(1, current.getReplicasBeforeStop()));
            return new Next(wanted, ChangeSummary.ofStart(wanted), Urgency.of(now));
        });
    }

    private static Deployment withReplicas(ModelDeployment current, long replicas) {
        Deployment.Builder next = current.getDeployment().toBuilder();
        next.getDeploymentBuilder().setReplicas(replicas);
        return next.build();
    }

    /** Makes the change, unless what is wanted now is the same already. */
    private ModelDeployment make(DeploymentRef ref, String caller, Step step) {
        return changes.make(
                (transaction, revision) -> {
                    ModelDeployment current = new Lookup(transaction).modelDeployment(ref);
                    Next next = step.from(transaction, current);
                    return next.changesNothing(current)
                            ? leave(transaction, revision, current, next.urgency(), caller)
                            : accepted.write(
                                    transaction,
                                    revision,
                                    current,
                                    next.wanted(),
                                    caller,
                                    next.summary(),
                                    next.urgency());
                },
                handingOut::publish);
    }

    /** Leaves what is wanted as it is, and hands it out if it waits and need not. */
    private ModelDeployment leave(
            Transaction transaction, long revision, ModelDeployment current, Urgency urgency, String caller)
            throws SQLException {
        if (!Given.isWaiting(current)) {
            return current;
        }
        return switch (urgency) {
            case WAITS, STOPS, ABORTS -> current;
            case AT_ONCE -> handingOut.handOutBack(transaction, revision, current);
            case NOW -> handingOut.handOutNow(transaction, revision, current, caller);
        };
    }

    private static long replicasGiven(ModelDeployment current) {
        return Given.of(current).getDeployment().getReplicas();
    }

    private static Generation find(Transaction transaction, ModelDeployment of, long number) throws SQLException {
        Generations generations = new Generations(transaction);
        String id = of.getDeployment().getId();
        return generations
                .find(id, number)
                .orElseThrow(() -> Status.NOT_FOUND
                        .withDescription("there is no generation " + number + " of model deployment '"
                                + of.getDeployment().getName() + "': " + kept(of.getGeneration()))
                        .asRuntimeException());
    }

    private static String kept(long latest) {
        return latest == 1
                ? "it has only had one"
                : "the last are kept, " + Generations.oldestKept(latest) + " to " + latest;
    }

    private static RuntimeException refused(ModelDeployment current, String why) {
        return Status.FAILED_PRECONDITION
                .withDescription("model deployment "
                        + Syntax.quoted(current.getDeployment().getName()) + " " + why)
                .asRuntimeException();
    }
}
